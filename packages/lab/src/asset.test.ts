import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';

import { obtainAsset, verifiedAsset } from './asset.ts';

test('an asset is built once, by one of many', async () => {
  const { recipe, options, built } = await situation();
  const assets = await Promise.all([1, 2, 3].map(() => obtainAsset(recipe, options)));
  expect(built()).toBe(1);
  expect(assets.map(({ facts }) => facts['version'])).toEqual(['1', '1', '1']);
});

test('a truncated file is noticed at once', async () => {
  const { recipe, options, built, image } = await situation();
  await obtainAsset(recipe, options);
  await truncate(image, 3);
  await obtainAsset(recipe, options);
  expect(built()).toBe(2);
  expect(await readFile(image, 'utf8')).toBe('the image');
});

test('changed bytes are noticed by the full check, and said', async () => {
  const { recipe, options, built, image, said } = await situation();
  await obtainAsset(recipe, options);
  await writeFile(image, 'THE IMAGE');
  await obtainAsset(recipe, options);
  expect(built()).toBe(1);
  await verifiedAsset(recipe, options);
  expect(built()).toBe(2);
  expect(said).toEqual(['preparing a thing', 'a thing in the cache is damaged', 'preparing a thing']);
});

test('a builder that fails or died leaves nothing in the way', async () => {
  const { recipe, options, folder } = await situation();
  await mkdir(join(folder, 'thing.building-1-dead'));
  const broken = { ...recipe, build: () => Promise.reject(new Error('no network')) };
  await expect(obtainAsset(broken, options)).rejects.toThrow('no network');
  await obtainAsset(recipe, options);
  expect(await readdir(folder)).toEqual(['thing']);
});

async function situation() {
  const folder = await mkdtemp(join(tmpdir(), 'regscope-asset-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const said: string[] = [];
  let count = 0;
  const build = async (place: string) => {
    await sleep(10);
    await appendFile(join(place, 'image'), 'the image');
    return { version: String(++count) };
  };
  const recipe = { folder: join(folder, 'thing'), what: 'a thing', build };
  const options = { cache: folder, onProgress: (text: string) => void said.push(text) };
  return { recipe, options, folder, said, image: join(folder, 'thing', 'image'), built: () => count };
}
