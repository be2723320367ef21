// The three masks of a register, ready to be shown side by side: what was tried and what the kernel says are not the same fact.
import type { RegisterRow } from '@regscope/contract';
import { fromHex } from '@regscope/registers';
import { setBits } from '../../components/strip-rows.ts';
import { formatRanges } from '../../components/format-value.ts';

export type MaskFact = { name: string; meaning: string; mask: bigint };

/** Those masks that are known. */
export function maskFacts({ mask, maskAfter, announced }: RegisterRow['mutability']): MaskFact[] {
  return [
    { ...words.before, mask: mask },
    { ...words.after, mask: maskAfter },
    { ...words.announced, mask: announced },
  ].flatMap(({ name, some, none, mask: text }) => {
    if (text === null) return [];
    const bits = fromHex(text);
    return [{ name, meaning: bits === 0n ? none : some, mask: bits }];
  });
}

const announcing = 'what the kernel itself calls writable (KVM_ARM_GET_REG_WRITABLE_MASKS)';

/** What a mask means, and what it means that no bit is in it. */
const words = {
  before: {
    name: 'Accepted before',
    some: 'KVM took a change of these bits before the first run',
    none: 'KVM takes no change before the first run',
  },
  after: {
    name: 'Accepted after',
    some: 'and still does through every vCPU once one has run',
    none: 'KVM takes no change once a vCPU has run',
  },
  announced: { name: 'Announced', some: announcing, none: announcing },
};

/** Where announced and accepted part, in sentences; nothing where they agree or one of them is not known. */
export function maskQuarrels({ mask, announced }: RegisterRow['mutability']): string[] {
  if (mask === null || announced === null) return [];
  const [accepted, said] = [fromHex(mask), fromHex(announced)];
  return [
    { text: 'Announced but not accepted', bits: said & ~accepted },
    { text: 'Accepted but not announced', bits: accepted & ~said },
  ].flatMap(({ text, bits }) => (bits === 0n ? [] : [`${text}: ${bitsText(bits)}.`]));
}

/** `no bit`, `all 64 bits`, `12 of 64 bits`. */
export function amountText(mask: bigint, bits: number): string {
  const count = setBits(mask).length;
  if (count === 0) return 'no bit';
  return count === bits ? `all ${bits} bits` : `${count} of ${bits} bits`;
}

function bitsText(mask: bigint): string {
  const bits = setBits(mask);
  return `${bits.length === 1 ? 'bit' : 'bits'} ${formatRanges(bits)}`;
}
