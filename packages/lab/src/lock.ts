// A lock that two processes, or two calls of one process, hold in turn. It names its owner, so that the lock of a process
// that died is taken over instead of waited for.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { LabError } from './lab-error.ts';

type LockOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: ((owner: string) => void) | undefined;
  readonly patienceMs?: number;
};

/** Does `work` while holding the lock at `path`. */
export async function withLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const ticket = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(ticket, `${process.pid} ${startTimeOf(process.pid)}`);
  try {
    await take({ path, ticket }, options);
    try {
      return await work();
    } finally {
      await rm(path, { force: true });
    }
  } finally {
    await rm(ticket, { force: true });
  }
}

type Claim = { readonly path: string; readonly ticket: string };

// link(2) makes the lock appear with its owner already written in it, or fails: there is no moment without an owner.
async function take({ path, ticket }: Claim, { signal, onWait, patienceMs = 900_000 }: LockOptions): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let told = false; ;) {
    signal?.throwIfAborted();
    if (await linked(ticket, path)) return;
    const owner = await readFile(path, 'utf8').catch(() => undefined);
    if (owner === undefined) continue;
    if (!isAlive(owner)) {
      await breakStale({ path, ticket });
      continue;
    }
    if (performance.now() > until) throw busy(path, owner);
    if (!told) onWait?.(`process ${owner.split(' ')[0]}`);
    told = true;
    await sleep(25);
  }
}

// Only one may look again and remove: else the second would remove the lock that the first has meanwhile taken.
async function breakStale({ path, ticket }: Claim): Promise<void> {
  const breaking = `${path}.breaking`;
  if (!(await linked(ticket, breaking))) {
    const age = await stat(breaking).then(
      (s) => Date.now() - s.ctimeMs,
      () => 0,
    );
    if (age > 10_000) await rm(breaking, { force: true });
    await sleep(10);
    return;
  }
  const owner = await readFile(path, 'utf8').catch(() => undefined);
  if (owner !== undefined && !isAlive(owner)) await rm(path, { force: true });
  await rm(breaking, { force: true });
}

function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

function isAlive(owner: string): boolean {
  const [pid, started] = owner.split(' ');
  return startTimeOf(Number(pid)) === started;
}

/** When a process started, in clock ticks since boot: with its pid it names one process for good (proc(5), stat field 22). */
function startTimeOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'gone' : (fields[19] ?? 'unknown');
  } catch {
    return 'gone';
  }
}

function busy(path: string, owner: string): LabError {
  return new LabError(
    'LAB_CACHE_BUSY',
    `process ${owner.split(' ')[0]} has been preparing the same thing for too long`,
    {
      remedy: `Wait for that process or end it; if there is none, remove ${path}.`,
    },
  );
}
