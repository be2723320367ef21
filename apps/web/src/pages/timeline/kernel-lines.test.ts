import { expect, test } from 'vitest';
import { captureOf } from '../captures/capture-builder.test-helper.ts';
import { defaultPair, kernelLines, lineOf, neighbours } from './kernel-lines.ts';

const all = [
  captureOf('new', { kernel: '7.3.4' }),
  captureOf('new-minimal', { kernel: '7.3.4', registers: 262 }),
  captureOf('old', { kernel: '6.1.0' }),
  captureOf('middle', { kernel: '6.12.9' }),
  captureOf('mine', { kernel: '6.12.9', kind: 'own' }),
  captureOf('unprobed', { kernel: '6.6', probed: 0 }),
  captureOf('n1', { kernel: '6.12', cpu: 'neoverse-n1' }),
];
const text = (chosen: { from?: string; to?: string }) =>
  kernelLines(all, chosen).map(({ cpu, captures }) => [cpu, ...captures.map(({ name }) => name)].join(' '));

test('the kernels of each CPU stand in their order, one capture each, without those that were not probed', () => {
  expect(text({})).toEqual(['max old middle new', 'neoverse-n1 n1']);
});

test('a capture of one’s own takes its place while it is looked at', () => {
  expect(text({ to: 'mine' })).toEqual(['max old mine new', 'neoverse-n1 n1']);
  expect(text({ from: 'middle', to: 'mine' })).toEqual(['max old middle mine new', 'neoverse-n1 n1']);
});

test('without a choice the two newest kernels of the longest line are compared', () => {
  expect(defaultPair(kernelLines(all, {}))).toEqual({ from: 'middle', to: 'new' });
  expect(defaultPair(kernelLines([captureOf('alone')], {}))).toBeUndefined();
  expect(defaultPair([])).toBeUndefined();
});

test('each step leads from a kernel to the next', () => {
  const line = lineOf(kernelLines(all, {}), 'old');
  expect(neighbours(line ?? { arch: '', cpu: '', captures: [] }).map(({ from, to }) => [from.name, to.name])).toEqual([
    ['old', 'middle'],
    ['middle', 'new'],
  ]);
});
