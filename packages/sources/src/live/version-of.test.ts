import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { localView } from './local-view.ts';
import { versionOf } from './version-of.ts';

const dpkg = mkdtempSync(join(tmpdir(), 'regscope-dpkg-'));
mkdirSync(join(dpkg, 'info'));
writeFileSync(join(dpkg, 'info/qemu-system-x86.list'), '/.\n/usr/bin\n/usr/bin/qemu-system-x86_64\n');
writeFileSync(join(dpkg, 'info/qemu-utils.list'), '/.\n/usr/bin/qemu-img\n');
const status = ['qemu-utils', 'qemu-system-x86'].map(
  (name, n) => `Package: ${name}\nStatus: ok\nVersion: 1:7.2+${n}\n`,
);
writeFileSync(join(dpkg, 'status'), status.join('\n'));
const view = localView({ proc: '/nowhere', debug: '/nowhere', dpkg });
afterAll(() => rmSync(dpkg, { recursive: true }));

test('the version is that of the package that the program came with, or stands in its path', async () => {
  const seen = await versionOf({ exe: '/usr/bin/qemu-system-x86_64', apart: [] }, view);
  expect(seen).toEqual({ version: '1:7.2+1', because: 'of the Debian package qemu-system-x86' });
  expect(await versionOf({ exe: '/opt/firecracker-v1.14.0-x86_64', apart: ['mnt'] }, view)).toMatchObject({
    version: '1.14.0',
  });
});

test.each([
  [null, [], 'may not be known'],
  ['/usr/bin/qemu-system-x86_64 (deleted)', [], 'was replaced'],
  ['/usr/bin/qemu-system-x86_64', ['mnt'], 'another mount namespace'],
  ['/usr/local/bin/qemu-system-x86_64', [], 'no Debian package'],
  ['/usr/bin/../../x', [], 'no Debian package'],
])('of %s in other namespaces %j no version is told, and why', async (exe, apart, because) => {
  expect(await versionOf({ exe, apart }, view)).toEqual({ version: null, because: expect.stringContaining(because) });
});
