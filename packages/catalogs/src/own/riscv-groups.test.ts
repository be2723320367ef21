import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import extensions from '../../data/riscv-extensions.json' with { type: 'json' };
import { riscvGroups } from './riscv-groups.ts';
import { isaTitles, sbiTitles } from './riscv-titles.ts';

test('every extension that KVM names has a title, and no title is left over', () => {
  expect(Object.keys(isaTitles).toSorted()).toEqual(extensions.isa.toSorted());
  expect(Object.keys(sbiTitles).toSorted()).toEqual(extensions.sbi.toSorted());
});

const file = fileURLToPath(new URL('../../../../../shared/regdata/riscv-classes.json', import.meta.url));

type OtherField = { name: string; msb: number; lsb: number; values?: Record<string, string> };
type OtherRegister = string | { name: string; fields?: OtherField[] };
type OtherClass = {
  regs?: OtherRegister[];
  subtypes?: Record<string, string | { regs: OtherRegister[] }>;
  exts?: string[];
};

/** Another extraction, kept beside the project: the same registers at the same places, with the same fields. */
test.skipIf(!existsSync(file))('another extraction has the same classes, registers and fields', () => {
  const { types }: { types: Record<string, OtherClass> } = JSON.parse(readFileSync(file, 'utf8'));
  const rows = Object.entries(types).flatMap(([type, of]) => rowsOf(Number(type), of));
  const wanted = rows.map(({ base, names }) => [base, ...names]);
  expect(wanted.map(([base]) => [base, ...(groupAt(base)?.names ?? [])])).toEqual(wanted);
  for (const { base, fields } of rows)
    for (const [name, theirs] of fields) {
      const lines = (groupAt(base)?.fields?.[name] ?? []).filter((line) => !line.includes(' res0'));
      expect([name, ...lines.map(fact)]).toEqual([name, ...theirs.map(otherFact)]);
    }
});

const groupAt = (base: unknown) => riscvGroups.find((group) => group.base === base);

type Rows = { base: number; names: string[]; fields: [name: string, fields: OtherField[]][] };

function rowsOf(type: number, { regs, subtypes = {}, exts }: OtherClass): Rows[] {
  const whole = exts ?? regs;
  const parts = Object.entries(subtypes).flatMap(([n, of]) =>
    typeof of === 'string' ? [] : [rows(Number(n), of.regs)],
  );
  return whole === undefined ? parts : [rows(0, whole)];

  function rows(subtype: number, registers: readonly OtherRegister[]): Rows {
    const fields = registers.flatMap((row): Rows['fields'] =>
      typeof row === 'string' || row.fields === undefined ? [] : [[row.name, row.fields]],
    );
    const names = registers.map((row) => (typeof row === 'string' ? row : row.name));
    return { base: type * 0x100_0000 + subtype * 0x1_0000, names, fields };
  }
}

/** `10:9 VS 00 01 10 11`; what a single bit means has a label here only. */
const otherFact = ({ name, msb, lsb, values = {} }: OtherField) =>
  [`${msb === lsb ? msb : `${msb}:${lsb}`} ${name.toUpperCase()}`, ...Object.keys(values)]
    .join(' ')
    .replaceAll('0b', '');
const fact = (line: string) => {
  const [head = '', ...values] = line.split(' | ');
  const patterns = values.map((value) => value.split(' ')[0] ?? '').filter((pattern) => pattern.length > 1);
  return [head.toUpperCase(), ...patterns].join(' ');
};
