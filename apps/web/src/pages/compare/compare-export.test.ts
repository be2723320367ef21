import { expect, test } from 'vitest';
import { compareCsv, compareMarkdown, valueText } from './compare-export.ts';

const row = {
  id: '0x603000000013c020',
  name: 'ID_AA64PFR0_EL1',
  class: 'sysreg',
  what: 'different' as const,
  mask: '0x1',
  values: [['0x10', '0x10'], ['0x11', '0x10'], null],
  fields: [
    { name: 'EL0', msb: 3, lsb: 0, values: ['0x0', '0x1', null], meanings: ['64 bits', 'a|b, or c', ''] },
    { name: 'X', msb: 4, lsb: 4, values: ['0x1', '0x0', null], meanings: ['', '', ''] },
  ],
};
const names = ['a/1', 'b/1', 'c/1'];

test('a spreadsheet has a line per register and one per field that is not the same', () => {
  expect(compareCsv([row], names).split('\r\n')).toEqual([
    'register,field,bits,difference,a/1,b/1,c/1',
    'ID_AA64PFR0_EL1,,,different,0x10,0:0x11 1:0x10,not listed',
    'ID_AA64PFR0_EL1,EL0,3:0,,0x0 64 bits,"0x1 a|b, or c",',
    'ID_AA64PFR0_EL1,X,4,,0x1,0x0,',
    '',
  ]);
});

test('in Markdown no cell breaks its table', () => {
  const [, rule, , field] = compareMarkdown([row], names).split('\n');
  expect(rule).toBe('| --- | --- | --- | --- | --- | --- | --- |');
  expect(field).toContain('0x1 a\\|b, or c');
});

test('vCPUs that agree need one value', () => {
  expect([['0x1', '0x1'], ['0x1', null], null].map(valueText)).toEqual(['0x1', '0:0x1 1:unreadable', 'not listed']);
});
