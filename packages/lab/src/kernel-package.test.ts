import { expect, test } from 'vitest';

import { compareVersions, newestKernel } from './kernel-package.ts';

const names = [
  'linux-image-6.12.9+deb12-cloud-arm64',
  'linux-image-6.12.95+deb12-cloud-arm64',
  'linux-image-6.12.96+deb12-cloud-arm64-unsigned',
  'linux-image-6.12.97+deb12-cloud-arm64-dbg',
  'linux-image-6.12.98+deb12-arm64',
  'linux-headers-6.12.99+deb12-cloud-arm64',
  'linux-image-6.1.0-9-cloud-arm64',
  'linux-image-6.1.0-50-cloud-arm64',
  'linux-image-7.3.4+deb13-cloud-arm64',
  'linux-binary-7.3.4+deb13-cloud-arm64',
  'linux-modules-7.3.5+deb13-cloud-arm64',
  'linux-image-cloud-arm64',
  'linux-image-7.2.12+deb14-riscv64',
  'linux-binary-7.2.12+deb14-riscv64',
  'linux-modules-7.2.12+deb14-riscv64',
];

test.each([
  ['6.12', 'linux-image-6.12.95+deb12-cloud-arm64'],
  ['6.1', 'linux-image-6.1.0-50-cloud-arm64'],
  ['7.3', 'linux-binary-7.3.4+deb13-cloud-arm64'],
])('the newest kernel of series %s is in %s', (series, name) => {
  expect(newestKernel(names, { series, flavour: 'cloud-arm64' })?.name).toBe(name);
});

test('other flavours and architectures are told apart', () => {
  const riscv = newestKernel(names, { series: '7.2', flavour: 'riscv64' });
  expect(riscv).toEqual({ name: 'linux-binary-7.2.12+deb14-riscv64', release: '7.2.12+deb14-riscv64' });
  expect(newestKernel(names, { series: '6.12', flavour: 'riscv64' })).toBeUndefined();
});

test('a series that is not there is not found', () => {
  expect(newestKernel(names, { series: '6.13', flavour: 'cloud-arm64' })).toBeUndefined();
});

test('versions go by number, and a release candidate before its release', () => {
  const sorted = ['6.19~rc3-1', '6.19~rc10-1', '6.19-1', '6.19.1-1', '6.19.10-1'];
  expect(sorted.toReversed().toSorted(compareVersions)).toEqual(sorted);
});
