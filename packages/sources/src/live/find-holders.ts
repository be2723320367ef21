// Goes through all processes of a machine, and finds those that hold VMs. Needs nobody's leave and stops nobody; where it may not
// look it says so.
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { KvmFds } from './holder.ts';
import { parseLink } from './parse-link.ts';
import { parseStat, type ProcStat } from './parse-stat.ts';
import { errnoOf, smallText, type View } from './view.ts';

/** Processes that could not be looked into, or not to the end. */
export type Hidden = { stat: ProcStat; because: 'closed' | 'crowded' };

export type Found = { holders: { stat: ProcStat; fds: KvmFds }[]; hidden: Hidden[] };

export async function findHolders(view: View): Promise<Found> {
  const found: Found = { holders: [], hidden: [] };
  let breath = performance.now();
  for (const pid of view.names(view.proc).filter((name) => /^\d+$/.test(name))) {
    lookInto(view, pid, found);
    if (performance.now() - breath < BREATH_MS) continue;
    await setImmediate();
    breath = performance.now();
  }
  return found;
}

/** A process named by its number, if it is there and no thread of the kernel. */
function processOf(view: View, pid: number | string): ProcStat | undefined {
  const stat = parseStat(smallText(view, join(view.proc, String(pid), 'stat')) ?? '');
  return stat === undefined || stat.isKernelThread || stat.isDead ? undefined : stat;
}

function lookInto(view: View, pid: string, found: Found): void {
  const stat = processOf(view, pid);
  if (stat === undefined) return;
  const folder = join(view.proc, pid, 'fd');
  try {
    const names = view.names(folder);
    const fds = kvmFds(view, folder, names.slice(0, MOST_DESCRIPTORS));
    if (fds.vms.length + fds.vcpus.length > 0) found.holders.push({ stat, fds });
    if (names.length > MOST_DESCRIPTORS) found.hidden.push({ stat, because: 'crowded' });
  } catch (error) {
    if (/^E(?:ACCES|PERM)$/.test(errnoOf(error)) && isThere(view, stat)) found.hidden.push({ stat, because: 'closed' });
  }
}

/** Links of a process that has just ended are refused as if they were closed (proc_fd_access_allowed(), fs/proc/base.c). */
export function isThere(view: View, { pid, startTicks }: ProcStat): boolean {
  return processOf(view, pid)?.startTicks === startTicks;
}

function kvmFds(view: View, folder: string, names: readonly string[]): KvmFds {
  const fds: KvmFds = { vms: [], vcpus: [], stats: [] };
  for (const name of names) {
    const link = parseLink(targetOf(view, `${folder}/${name}`));
    const fd = Number(name);
    if (link?.kind === 'vm') fds.vms.push(fd);
    if (link?.kind === 'vcpu') fds.vcpus.push({ fd, id: link.id });
    if (link?.kind === 'vcpu-stats') fds.stats.push({ fd, id: link.id });
  }
  return fds;
}

/** A descriptor may be closed between being listed and being looked at. */
function targetOf(view: View, path: string): string {
  try {
    return view.link(path);
  } catch (error) {
    if (errnoOf(error) === 'EACCES') throw error;
    return '';
  }
}

/** Others get their turn after so long. */
const BREATH_MS = 2;
const MOST_DESCRIPTORS = 32_768;
