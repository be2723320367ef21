import type { Catalogue } from './catalogue.ts';

/** What to say instead of the meanings of a value that KVM's reset put there; empty for any other value. */
export function fillerNote({ filler }: Pick<Catalogue, 'filler'>, value: bigint | null): string {
  return filler !== undefined && value === filler ? sentence : '';
}

const sentence =
  'KVM puts this value where the architecture resets the register to an unknown one; its fields mean nothing';
