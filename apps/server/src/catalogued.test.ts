import { catalogue } from '@regscope/catalogs';
import { decodeFields, decodeId, knownOf, registerId, type FieldRow, type RegisterId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { findByText, identify, said } from './catalogued.ts';

const arches = ['arm64', 'x86-64', 'riscv64'] as const;
const everyId = arches.flatMap((arch) => catalogue(arch).ids());

/** Alternating, full and uneven patterns at the width of a register. */
function valuesFor(id: RegisterId): bigint[] {
  const ones = (1n << BigInt((decodeId(id).size ?? 8) * 8)) - 1n;
  return [0n, ones, ones / 3n, (ones / 3n) * 2n, 0x1de7_ec7e_dbad_c0den & ones, ones - 0x1234_5678n];
}

/** Puts every field back where it was cut out. */
function joinRows(rows: readonly FieldRow[]): bigint {
  return rows.reduce((whole, { segs, value }) => {
    let rest = value;
    return segs.toReversed().reduce((sum, [msb, lsb]) => {
      const width = BigInt(msb - lsb + 1);
      const bits = rest & ((1n << width) - 1n);
      rest >>= width;
      return sum | (bits << BigInt(lsb));
    }, whole);
  }, 0n);
}

test('the fields of a value, joined again, are the value: for every register of every catalogue', () => {
  for (const id of everyId) {
    const of = catalogue(decodeId(id).arch);
    const details = of.details(id);
    if (details === undefined || details.layouts.length === 0) continue;
    const known = knownOf(of, () => undefined);
    for (const value of valuesFor(id))
      expect({ name: details.name, value: joinRows(decodeFields(details, value, known)) }).toEqual({
        name: details.name,
        value,
      });
  }
});

test('a value far wider than its register makes nothing throw', () => {
  for (const id of [...everyId, registerId(0n), registerId(0xffff_ffff_ffff_ffffn)])
    expect(said(id, (1n << 2048n) - 1n, () => undefined).name).not.toBe('');
});

test('every name of every catalogue finds a register of that name, and nothing is wrong with the ids', () => {
  for (const id of everyId) {
    const { name } = identify(id);
    const found = findByText(name);
    // `pc` is arm64's: RISC-V's own is found by its id.
    expect(found === undefined ? undefined : identify(found).name.toLowerCase()).toBe(name.toLowerCase());
    expect({ name, problems: decodeId(id).problems }).toEqual({ name, problems: [] });
  }
});
