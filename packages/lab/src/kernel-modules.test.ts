import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { kernelModules } from './kernel-modules.ts';

const names = ['virtio_pci', 'virtio_console'];

test('modules come after what they depend on, and only those that are wanted', async () => {
  const root = await packageWith({
    'virtio/virtio_pci.ko': 'virtio,virtio-ring,virtio_pci_modern_dev',
    'virtio/virtio_pci_modern_dev.ko': '',
    'virtio/virtio_ring.ko': 'virtio',
    'virtio/virtio.ko': '',
    'char/virtio_console.ko': 'virtio_ring,virtio',
    'net/virtio_net.ko': 'virtio',
  });
  const modules = await kernelModules(root, { names });
  expect(modules.map(({ name }) => name)).toEqual([
    'virtio.ko',
    'virtio_ring.ko',
    'virtio_pci_modern_dev.ko',
    'virtio_pci.ko',
    'virtio_console.ko',
  ]);
});

test('a kernel that has them built in needs none', async () => {
  expect(await kernelModules(await packageWith({ 'net/virtio_net.ko': 'virtio' }), { names })).toEqual([]);
});

async function packageWith(modules: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'regscope-modules-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, depends] of Object.entries(modules)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), `\x7fELF license=GPL\0depends=${depends}\0retpoline=Y\0`);
  }
  return root;
}
