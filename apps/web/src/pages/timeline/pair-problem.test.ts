import { expect, test } from 'vitest';
import { captureOf } from '../captures/capture-builder.test-helper.ts';
import { otherDifferences, pairProblem } from './pair-problem.ts';

const all = [captureOf('a'), captureOf('b'), captureOf('bare', { probed: 0 }), captureOf('x86', { arch: 'x86-64' })];

const problem = (from: string, to: string) => pairProblem(all, { from, to });

test('two that cannot be compared say why', () => {
  expect(problem('a', 'b')).toBeUndefined();
  expect(problem('a', 'gone')).toContain('no capture gone');
  expect(problem('bare', 'b')).toContain('bare was not probed');
  expect(problem('a', 'x86')).toContain('share no registers');
});

test('what differs besides the kernel is named', () => {
  expect(otherDifferences(captureOf('a'), captureOf('b', { kernel: '7' }))).toEqual([]);
  expect(otherDifferences(captureOf('a'), captureOf('b', { cpu: 'n1', features: ['sve'] }))).toEqual([
    'the CPU (max → n1)',
    'the VM’s features (−psci +sve)',
  ]);
});
