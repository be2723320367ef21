// A process that holds VMs, as /proc shows it.
import { join } from 'node:path';
import { parseCmdline } from './parse-cmdline.ts';
import { parseStat, type ProcStat } from './parse-stat.ts';
import { parseStatus } from './parse-status.ts';
import { linkOf, namesIn, smallText, type View } from './view.ts';

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

export async function readLasting(view: View, pid: number): Promise<Lasting> {
  const folder = join(view.proc, String(pid));
  const exe = linkOf(view, join(folder, 'exe')) ?? null;
  const { uid, pids } = parseStatus(smallText(view, join(folder, 'status')) ?? '');
  const spaceOf = (process: string, kind: string) => linkOf(view, join(process, 'ns', kind));
  const ours = join(view.proc, 'self');
  const apart = ['mnt', 'pid'].filter((kind) => isApart(spaceOf(folder, kind), spaceOf(ours, kind)));
  return { exe, argv: parseCmdline(await cmdline(view, folder)), uid, pids, apart };
}

export function threadsOf(view: View, pid: number): Holder['threads'] {
  const folder = join(view.proc, String(pid), 'task');
  return namesIn(view, folder)
    .slice(0, MOST_THREADS)
    .flatMap((tid) => parseStat(smallText(view, join(folder, tid, 'stat')) ?? '') ?? []);
}

/** Reading it waits for the process's memory map, which a process that hangs may keep for ever: nobody here waits for that. */
async function cmdline(view: View, folder: string): Promise<Uint8Array> {
  const late = AbortSignal.timeout(CMDLINE_MS);
  const read = view.slowFile(join(folder, 'cmdline'), late).catch(() => Buffer.alloc(0));
  const never = new Promise<Buffer>((resolve) => late.addEventListener('abort', () => resolve(Buffer.alloc(0))));
  return (await Promise.race([read, never])).subarray(0, MOST_CMDLINE);
}

function isApart(theirs: string | undefined, ours: string | undefined): boolean {
  return theirs !== undefined && theirs !== ours;
}

const [MOST_THREADS, MOST_CMDLINE, CMDLINE_MS] = [4096, 64 << 10, 500];
