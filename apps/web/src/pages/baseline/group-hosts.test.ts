import { expect, test } from 'vitest';
import { captureOf } from '../captures/capture-builder.test-helper.ts';
import { groupHosts } from './group-hosts.ts';

const host = (name: string, kernel: string, more: object = {}) =>
  captureOf(name, { kernel, cpu: 'max (QEMU, emulated)', probed: 3, ...more });

test('hosts of a kernel stand together, the newest first; what cannot be chosen last, with the reason', () => {
  const groups = groupHosts(
    [
      host('old', '6.12.1'),
      host('pc', '6.18', { arch: 'x86-64' }),
      host('new', '7.3.4'),
      host('bare', '7.3.4', { probed: 0 }),
    ],
    '',
  );
  expect(groups.map(({ title, hosts }) => [title, hosts.map(({ name }) => name)])).toEqual([
    ['arm64 · Linux 7.3', ['bare', 'new']],
    ['arm64 · Linux 6.12', ['old']],
    ['x86-64 · Linux 6.18', ['pc']],
  ]);
  expect(groups.flatMap(({ hosts }) => hosts.map(({ because }) => because !== undefined))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('words narrow them', () => {
  const all = [host('a', '7.3.4'), host('b', '6.12.1', { cpu: 'neoverse-n1' })];
  expect(groupHosts(all, 'neo 6.12').flatMap(({ hosts }) => hosts.map(({ name }) => name))).toEqual(['b']);
});
