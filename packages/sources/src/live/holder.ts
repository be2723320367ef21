// A process that holds VMs, as /proc shows it.
import { readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCmdline } from './parse-cmdline.ts';
import { parseStat, type ProcStat } from './parse-stat.ts';
import { parseStatus } from './parse-status.ts';
import { smallText } from './read-small.ts';

/** Descriptors by their numbers. */
export type KvmFds = {
  vms: number[];
  vcpus: { fd: number; id: number | null }[];
  stats: { fd: number; id: number | null }[];
};

export type Holder = {
  stat: ProcStat;
  fds: KvmFds;
  /** Path of the program's file; null where it may not be known. */
  exe: string | null;
  argv: readonly string[];
  uid: number | null;
  /** Its numbers, from our pid namespace to its own. */
  pids: readonly number[];
  /** The kinds of namespaces in which it is not with us. */
  apart: readonly string[];
  threads: readonly Pick<ProcStat, 'pid' | 'comm' | 'guestTicks'>[];
};

/** What does not change while a process runs one program. */
export type Lasting = Pick<Holder, 'exe' | 'argv' | 'uid' | 'pids' | 'apart'>;

export async function readLasting(proc: string, pid: number): Promise<Lasting> {
  const folder = join(proc, String(pid));
  const exe = linkOf(join(folder, 'exe')) ?? null;
  const { uid, pids } = parseStatus(smallText(join(folder, 'status')) ?? '');
  const apart = ['mnt', 'pid'].filter((kind) => isApart(linkOf(join(folder, 'ns', kind)), join(proc, 'self/ns', kind)));
  return { exe, argv: parseCmdline(await cmdline(folder)), uid, pids, apart };
}

export function threadsOf(proc: string, pid: number): Holder['threads'] {
  const folder = join(proc, String(pid), 'task');
  return namesIn(folder)
    .slice(0, MOST_THREADS)
    .flatMap((tid) => parseStat(smallText(join(folder, tid, 'stat')) ?? '') ?? []);
}

/** Reading it waits for the process's memory map, which a process that hangs may keep for ever: nobody here waits for that. */
async function cmdline(folder: string): Promise<Uint8Array> {
  const late = AbortSignal.timeout(CMDLINE_MS);
  const read = readFile(join(folder, 'cmdline'), { signal: late }).catch(() => Buffer.alloc(0));
  const never = new Promise<Buffer>((resolve) => late.addEventListener('abort', () => resolve(Buffer.alloc(0))));
  return (await Promise.race([read, never])).subarray(0, MOST_CMDLINE);
}

function isApart(theirs: string | undefined, ours: string): boolean {
  return theirs !== undefined && theirs !== linkOf(ours);
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const [MOST_THREADS, MOST_CMDLINE, CMDLINE_MS] = [4096, 64 << 10, 500];
