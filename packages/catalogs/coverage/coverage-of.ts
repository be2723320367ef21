import {
  decodeFields,
  decodeId,
  isReserved,
  knownOf,
  registerId,
  type CatalogueRegister,
  type FieldRow,
} from '@regscope/registers';
import { catalogue } from '../src/index.ts';
import type { Captured } from './read-capture.ts';

export type Coverage = {
  variant: string;
  ids: number;
  named: number;
  bits: number;
  known: number;
  enums: number;
  labelled: number;
  filler: number;
  missing: string[];
};

export function coverageOf({ variant, values }: Captured): Coverage {
  const sum: Coverage = { variant, ids: 0, named: 0, bits: 0, known: 0, enums: 0, labelled: 0, filler: 0, missing: [] };
  const known = knownOf(catalogue('arm64'), (name) => {
    const id = catalogue('arm64').find(name);
    return id === undefined ? undefined : values.get(id);
  });
  for (const [raw, value] of values) {
    const id = registerId(raw);
    const register = catalogue(decodeId(id).arch).details(id);
    sum.ids++;
    if (register === undefined) sum.missing.push(`0x${raw.toString(16)} has no name`);
    else if (value === catalogue(decodeId(id).arch).filler) sum.filler++;
    else count(sum, { register, value, rows: decodeFields(register, value, known) });
    if (register !== undefined) sum.named++;
  }
  return sum;
}

function count(
  sum: Coverage,
  { register, value, rows }: { register: CatalogueRegister; value: bigint; rows: FieldRow[] },
): void {
  const total = ones(value);
  const named = rows
    .filter((row) => row.name !== 'RES0' || row.kind !== 'res0')
    .reduce((bits, row) => bits + ones(row.value), 0);
  sum.bits += total;
  sum.known += named;
  if (named !== total)
    sum.missing.push(`${register.name} = 0x${value.toString(16)}: set bits outside of every field: ${outside(rows)}`);
  for (const row of rows.filter(({ kind }) => kind === 'enum' && isIdRegister(register.name))) {
    sum.enums++;
    if (row.meaning !== '' && row.meaning !== 'not a known value') sum.labelled++;
    else sum.missing.push(`${register.name}.${row.name} = ${row.value}: no label`);
  }
}

function outside(rows: readonly FieldRow[]): string {
  return rows
    .filter((row) => isReserved(row.kind) && row.value !== 0n)
    .map(({ msb, lsb }) => `${msb}:${lsb}`)
    .join(', ');
}

function isIdRegister(name: string): boolean {
  return /^(?:ID_|MVFR)/.test(name);
}

function ones(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}
