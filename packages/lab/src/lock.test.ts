import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';

import { withLock } from './lock.ts';

test('one at a time, and nothing is left behind', async () => {
  const folder = await scratch();
  expect(await mostAtOnce(join(folder, 'lock'))).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that died is taken over, by one of many', async () => {
  const folder = await scratch();
  const { pid } = spawnSync('true');
  await writeFile(join(folder, 'lock'), `${pid} 12345`);
  expect(await mostAtOnce(join(folder, 'lock'))).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('a pid that was given to another process does not keep the lock', async () => {
  const path = join(await scratch(), 'lock');
  await writeFile(path, `${process.pid} 1`);
  expect(await withLock(path, async () => 'done')).toBe('done');
});

test('work that fails gives the lock back', async () => {
  const path = join(await scratch(), 'lock');
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(path, async () => 'done')).toBe('done');
});

test('waiting is told of, can be given up, and ends by itself', async () => {
  const path = join(await scratch(), 'lock');
  const told: string[] = [];
  const onWait = (owner: string) => told.push(owner);
  await withLock(path, async () => {
    const signal = AbortSignal.timeout(500);
    await expect(withLock(path, async () => 1, { signal, onWait })).rejects.toThrow('timeout');
    await expect(withLock(path, async () => 1, { patienceMs: 30 })).rejects.toThrow('for too long');
  });
  expect(told).toEqual([`process ${process.pid}`]);
});

async function mostAtOnce(path: string): Promise<number> {
  let [inside, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(2);
    inside--;
  };
  await Promise.all(Array.from({ length: 12 }, () => withLock(path, work)));
  return most;
}

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'regscope-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
