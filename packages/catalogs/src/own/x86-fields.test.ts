import { expect, test } from 'vitest';
import table from '../../data/x86-msrs.json' with { type: 'json' };
import { x86Fields, x86Titles } from './x86-fields.ts';

const names = table.msrs.map((row) => row.split(' ')[1] ?? '');

test('every MSR has a title, and no row is left over', () => {
  expect(Object.keys(x86Titles).toSorted()).toEqual(names.toSorted());
});

test('no two MSRs have a name or another name in common', () => {
  const all = table.msrs.flatMap((row) => [...new Set(row.toLowerCase().split(' ').slice(1))]);
  expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
});

const lines = Object.entries(x86Fields).flatMap(([msr, rows]) => rows.map((line) => ({ msr, line })));
const form = /^\d+(?::\d+)?(?:,\d+:\d+)* [\w.]+(?: \? .*?)?(?: \| [01]+ [^|]+)*$/;

test('every line is in the notation, and a value has as many bits as its field', () => {
  expect(lines.filter(({ line }) => !form.test(line))).toEqual([]);
  const misfits = lines.filter(({ line }) => {
    const [, msb = '', lsb = msb] = /^(\d+)(?::(\d+))?/.exec(line) ?? [];
    const width = Number(msb) - Number(lsb) + 1;
    return [...line.matchAll(/\| ([01]+)/g)].some(([, pattern = '']) => pattern.length !== width);
  });
  expect(misfits).toEqual([]);
});

test('each VMX control has its name in both halves', () => {
  const controls = x86Fields['IA32_VMX_PROCBASED_CTLS2'] ?? [];
  expect(controls).toContain('33 allowed1.EPT | 0 must be 0 | 1 may be 1');
  expect(controls).toContain('1 allowed0.EPT | 0 may be 0 | 1 must be 1');
  expect(controls).toHaveLength(62);
});

test('fixed memory type ranges name the addresses that they cover', () => {
  expect(x86Titles['IA32_MTRR_FIX4K_F8000']).toBe('Memory types of 0xF8000 to 0xFFFFF');
  expect(x86Fields['IA32_MTRR_FIX16K_80000']?.at(-1)).toMatch(/^7:0 TYPE_80000 /);
  expect(x86Fields['IA32_MTRR_FIX16K_80000']?.[0]).toMatch(/^63:56 TYPE_9C000 /);
});
