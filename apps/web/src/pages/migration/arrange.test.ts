import { expect, test } from 'vitest';
import { arrange } from './arrange.ts';
import { matrixCsv } from './matrix-csv.ts';
import { sideName } from './side-words.ts';
import { cellOf, sideOf, sumOf } from './migration-builder.test-helper.ts';

const sides = ['6.12 max', '6.1 max', '6.1 a76'].map(sideOf);
/** A cell that names the way it stands for. */
const cells = sides.map((from) =>
  sides.map((to) => cellOf(sumOf('refused', { stops: 1, first: [`${from.name}>${to.name}`] }))),
);
const matrix = { sources: sides, targets: sides, cells, scope: 'registers only', limits: [] } as const;
const made = { ...matrix, sources: [...sides], targets: [...sides], limits: [] };

test('CPU by CPU the kernels grow, as numbers and not as text', () => {
  const { sources, cells: sorted } = arrange(made, 'cpu');
  expect(sources.map(({ name, startsGroup }) => [name, startsGroup])).toEqual([
    ['6.1-a76/1', false],
    ['6.1-max/1', true],
    ['6.12-max/1', false],
  ]);
  expect(sorted[0]?.[2]?.there.first).toEqual(['6.1-a76/1>6.12-max/1']);
});

test('the number of a VM is left out of a recording, which has one alone', () => {
  const recorded = { name: 'arm64-7.3-max/1', probed: 'arm64-7.3-max' };
  expect([recorded, { ...recorded, name: 'local/1' }].map(sideName)).toEqual(['arm64-7.3-max', 'local/1']);
});

test('kernel by kernel the CPUs stand together', () => {
  expect(arrange(made, 'kernel').targets.map(({ name }) => name)).toEqual(['6.1-a76/1', '6.1-max/1', '6.12-max/1']);
  expect(arrange(made, 'kernel').targets.map(({ startsGroup }) => startsGroup)).toEqual([false, false, true]);
});

test('a spreadsheet gets a line per pair, and a way back that there is not is said', () => {
  const lines = matrixCsv(arrange(made, 'cpu'), 'QEMU 10.2').split('\r\n');
  expect(lines).toHaveLength(1 + 9 + 1);
  expect(lines[0]).toMatch(/^from,from kernel,from cpu,to,/);
  expect(lines[2]).toBe(
    '6.1-a76/1,6.1,a76,6.1-max/1,6.1,max,QEMU 10.2,refused,1,0,6.1-a76/1>6.1-max/1,,not there,,,,,0,,',
  );
});
