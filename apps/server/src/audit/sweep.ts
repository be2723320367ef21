import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Under the lock: what processes that were killed left of their drafts, and of their waiting for the lock. Their work is not among it. */
export async function sweep(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith('head.json.') || isTicketOfNobody(name));
  await Promise.all(left.map(async (name) => rm(join(folder, name), { force: true })));
}

function isTicketOfNobody(name: string): boolean {
  const pid = /^lock\.(\d+)-[0-9a-f]+$/.exec(name)?.[1];
  return pid !== undefined && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
