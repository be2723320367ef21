// What is compared, as it stands in the address: a link shows a colleague the same.
import type { VmComparison } from '@regscope/contract';
import { addressText, parseAddress, type VmAddress } from '../../api/vm-address.ts';

export type CompareSearch = {
  /** The VMs, HOST/VM with commas between them. */
  of?: string;
  q?: string;
  /** Also what changes by itself. */
  raw?: '1';
  /** Registers of which the bits are drawn: their ids with commas between them, or all. */
  bits?: string;
};

/** As many as the server compares at once. */
export const MOST_COLUMNS = 16;

export function readCompareSearch({ of, q, raw, bits }: Record<string, unknown>): CompareSearch {
  return {
    ...(typeof of === 'string' && of !== '' ? { of } : {}),
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(raw === '1' ? { raw } : {}),
    ...(typeof bits === 'string' && bits !== '' ? { bits } : {}),
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

export function areBitsShown({ bits }: CompareSearch, id: string): boolean {
  return bits === 'all' || (bits?.split(',').includes(id) ?? false);
}

/** Of all of them, `ids`, each can be folded away again. */
export function toggleBits({ bits, ...rest }: CompareSearch, id: string, ids: readonly string[]): CompareSearch {
  const open = bits === 'all' ? ids : (bits?.split(',') ?? []);
  const next = open.includes(id) ? open.filter((one) => one !== id) : [...open, id];
  return next.length === 0 ? rest : { ...rest, bits: next.join(',') };
}

export function toggleAllBits({ bits, ...rest }: CompareSearch): CompareSearch {
  return bits === 'all' ? rest : { ...rest, bits: 'all' };
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
