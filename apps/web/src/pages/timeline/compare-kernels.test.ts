import { expect, test } from 'vitest';
import { compareKernels, shortKernel } from './compare-kernels.ts';

test('releases stand in the order in which they appeared', () => {
  const releases = ['7.3.4+deb13-cloud-arm64', '6.12.94+deb13-arm64', '7.3.0-rc2', '6.6.1', '7.3.0', '6.12.107', '6.1'];
  expect(releases.toSorted(compareKernels)).toEqual([
    '6.1',
    '6.6.1',
    '6.12.94+deb13-arm64',
    '6.12.107',
    '7.3.0-rc2',
    '7.3.0',
    '7.3.4+deb13-cloud-arm64',
  ]);
});

test('builds of one version stand by their numbers', () => {
  expect(['6.1.0-35-arm64', '6.1.0-9-arm64'].toSorted(compareKernels)).toEqual(['6.1.0-9-arm64', '6.1.0-35-arm64']);
});

test('in few words a kernel is its version', () => {
  expect(['7.3.4+deb13-cloud-arm64', '7.3.0-rc2-next', 'custom'].map(shortKernel)).toEqual([
    '7.3.4',
    '7.3.0-rc2',
    'custom',
  ]);
});
