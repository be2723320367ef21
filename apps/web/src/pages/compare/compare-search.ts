// What is compared, as it stands in the address: a link shows a colleague the same.
import type { VmComparison } from '@regscope/contract';
import { addressText, parseAddress, type VmAddress } from '../../api/vm-address.ts';

export type CompareSearch = {
  /** The VMs, HOST/VM with commas between them. */
  of?: string;
  q?: string;
  /** Also what changes by itself. */
  raw?: '1';
};

/** As many as the server compares at once. */
export const MOST_COLUMNS = 16;

export function readCompareSearch({ of, q, raw }: Record<string, unknown>): CompareSearch {
  return {
    ...(typeof of === 'string' && of !== '' ? { of } : {}),
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(raw === '1' ? { raw } : {}),
  };
}

/** Text that names no VM is left out, and so is what stands there twice. */
export function sidesOf({ of = '' }: CompareSearch): VmAddress[] {
  return [...new Set(of.split(','))].flatMap((text) => parseAddress(text.trim())).slice(0, MOST_COLUMNS);
}

export function withSides(search: CompareSearch, sides: readonly VmAddress[]): CompareSearch {
  const { of: _, ...rest } = search;
  return sides.length === 0 ? rest : { ...rest, of: sides.map(addressText).join(',') };
}

/** By name, id, field or what kind of difference it is. */
export function fits(
  { name, id, what, fields }: VmComparison['differences'][number],
  { q = '' }: CompareSearch,
): boolean {
  const text = `${name} ${id} ${what} ${fields.map((field) => field.name).join(' ')}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
