import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { buildImage } from './build-image.ts';
import { builtKernel } from './built-kernel.ts';
import { kernelRecipe } from './kernel-recipe.ts';

const shipped = fileURLToPath(new URL('../../../native/kernel', import.meta.url));
let root = '';
let kernels = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'regscope-kernel-'));
  kernels = join(root, 'recipe');
  for (const name of ['build-image.sh', 'lab.config', 'patches'])
    await cp(join(shipped, name), join(kernels, name), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('the hash of a recipe is that of its patches, configuration and script, and of nothing else', async () => {
  const before = await kernelRecipe('scope', kernels);
  await writeFile(join(kernels, 'patches/notes.txt'), 'nothing');
  expect((await kernelRecipe('scope', kernels)).hash).toBe(before.hash);
  expect((await kernelRecipe('plain', kernels)).hash).not.toBe(before.hash);
  await writeFile(join(kernels, 'patches/9999-more.patch'), 'more');
  expect((await kernelRecipe('scope', kernels)).hash).not.toBe(before.hash);
  expect((await kernelRecipe('plain', kernels)).patches).toEqual([]);
  await rm(join(kernels, 'patches/9999-more.patch'));
});

test('what was built is found without asking for the present source: the newest that this very recipe made', async () => {
  const cache = join(root, 'cache');
  const { hash } = await kernelRecipe('scope', kernels);
  const names = [
    `scope-7.3.9-1-${hash}`,
    `scope-7.3.10-1-${hash}`,
    'scope-7.3.11-1-000000000000',
    `plain-7.3.12-1-${hash}`,
  ];
  for (const name of names) await mkdir(join(cache, 'kernels', name), { recursive: true });
  expect(await builtKernel('scope', { cache, kernels })).toMatchObject({
    folder: join(cache, 'kernels', `scope-7.3.10-1-${hash}`),
  });
});

test('without a recipe it says where one is', async () => {
  await expect(builtKernel('scope', { cache: root })).rejects.toMatchObject({ code: 'LAB_KERNEL_NOT_FOUND' });
});

test('a patch that does not apply stops the build, with the file and the hunk', async () => {
  const recipe = await kernelRecipe('scope', kernels);
  const folder = join(root, 'build');
  await mkdir(folder);
  const deb = await sourcePackage(join(root, 'package'), {
    'arch/arm64/kvm/guest.c': 'int other;\n',
    Makefile: 'kernelversion:\n\t@echo 9.9.9\n',
  });
  await expect(buildImage({ recipe, deb, folder, version: '9.9.9-1' }, { cache: root })).rejects.toMatchObject({
    code: 'LAB_KERNEL_NOT_BUILT',
    message: expect.stringMatching(
      /0001-[\w-]+\.patch does not apply to Linux 9\.9\.9:[^]*arch\/arm64\/kvm\/guest\.c: .*FAILED/,
    ),
    remedy: expect.stringContaining('native/kernel/patches'),
  });
});

/** A package such as Debian's, with a source tree of these files. */
async function sourcePackage(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  const run = promisify(execFile);
  const tree = join(folder, 'linux-source-9.9');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(tree, path, '..'), { recursive: true });
    await writeFile(join(tree, path), text);
  }
  const content = join(folder, 'content');
  await mkdir(join(content, 'usr/src'), { recursive: true });
  await mkdir(join(content, 'DEBIAN'));
  await writeFile(
    join(content, 'DEBIAN/control'),
    'Package: linux-source-9.9\nVersion: 9.9.9-1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: a few files\n',
  );
  await run('tar', ['-C', folder, '-cJf', join(content, 'usr/src/linux-source-9.9.tar.xz'), 'linux-source-9.9']);
  await run('dpkg-deb', ['--build', content, join(folder, 'source.deb')]);
  return join(folder, 'source.deb');
}
