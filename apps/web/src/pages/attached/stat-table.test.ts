import { expect, test } from 'vitest';
import { statTable } from './stat-table.ts';

const exits = (vcpu: number | null, value: string) => ({ vcpu, name: 'exits', value, unit: 'none' });

test('every vCPU has a column, in the order of their numbers, and what one does not count is a dash', () => {
  expect(statTable([exits(1, '9'), exits(0, '7'), { vcpu: 1, name: 'halt_ns', value: '3', unit: 'ns' }])).toEqual({
    heads: ['vCPU 0', 'vCPU 1'],
    rows: [
      { name: 'exits', unit: 'none', cells: ['7', '9'] },
      { name: 'halt_ns', unit: 'ns', cells: ['–', '3'] },
    ],
  });
  expect(statTable([exits(null, '7')]).heads).toEqual(['VM']);
});

test('of many vCPUs the sums are shown, and no bit of them is lost', () => {
  const stats = Array.from({ length: 512 }, (_, vcpu) => exits(vcpu, '18446744073709551615'));
  expect(statTable(stats)).toEqual({
    heads: ['sum of 512 vCPUs'],
    rows: [{ name: 'exits', unit: 'none', cells: [String(512n * 18446744073709551615n)] }],
  });
});
