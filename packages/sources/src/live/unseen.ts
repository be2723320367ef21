// What keeps VMs of other processes from being seen, in sentences with the remedy. Silence means that every process was looked into.
import { join } from 'node:path';
import type { Hidden } from './find-holders.ts';
import { plainText } from './plain-text.ts';
import { linkOf, namesIn, smallText, type View } from './view.ts';
import { vcpuOfThread, vmmOf } from './vmms.ts';

/** Empty when nothing is hidden. */
export function unseenText(view: View, hidden: readonly Hidden[]): string {
  return [...circumstances(view), ...closed(view, hidden), ...crowded(hidden), ...cutOff(view)].join(' ');
}

function closed(view: View, hidden: readonly Hidden[]): string[] {
  const shut = hidden.filter(({ because }) => because === 'closed');
  if (shut.length === 0) return [];
  const count = shut.length === 1 ? 'One process' : `${shut.length} processes`;
  const [reason, remedy] = view.isRoot() ? ROOT : OTHERS;
  return [`${count} may not be looked into${reason}.${suspectsAmong(view, shut)}${remedy}`];
}

function suspectsAmong(view: View, shut: readonly Hidden[]): string {
  const suspects = shut.filter(({ stat }) => isSuspect(view, stat)).map(({ stat }) => named(stat));
  if (suspects.length === 0) return '';
  const more = suspects.length > MOST_NAMED ? ` and ${suspects.length - MOST_NAMED} more` : '';
  return ` By their names these are VMMs: ${suspects.slice(0, MOST_NAMED).join(', ')}${more}.`;
}

function crowded(hidden: readonly Hidden[]): string[] {
  return hidden
    .filter(({ because }) => because === 'crowded')
    .slice(0, MOST_NAMED)
    .map(({ stat }) => `${named(stat)} holds so many descriptors that only a part was looked at.`);
}

function cutOff({ isWhole }: View): string[] {
  return isWhole ? [] : ['There are too many processes or VMs to look at all of them: some may be missing here.'];
}

function circumstances(view: View): string[] {
  const told: string[] = [];
  if (linkOf(view, join(view.proc, 'self/ns/pid')) !== INITIAL_PID_NAMESPACE)
    told.push(
      'regscope runs in a pid namespace of its own, as in a container: VMs outside of it are not seen. Run it on the host (Docker: --pid=host).',
    );
  if (
    / - proc \S+ \S*\bhidepid=(?!0|off)/.test(smallText(view, join(view.proc, 'self/mountinfo'), 1 << 18) ?? '') &&
    !view.isRoot()
  )
    told.push('/proc is mounted with hidepid, which hides processes of other users. Run regscope as root.');
  return told;
}

/** Names of threads may be read where descriptors may not. */
function isSuspect(view: View, { pid, comm, threads }: Hidden['stat']): boolean {
  if (vmmOf({ exe: null, comm }) !== 'unknown') return true;
  return (
    threads > 1 &&
    threadNames(view, join(view.proc, String(pid), 'task')).some((name) => vcpuOfThread(name) !== undefined)
  );
}

function threadNames(view: View, folder: string): string[] {
  const tids = namesIn(view, folder).slice(0, MOST_THREADS);
  return tids.map((tid) => smallText(view, join(folder, tid, 'comm'), 64)?.trimEnd() ?? '');
}

function named({ comm, pid }: Hidden['stat']): string {
  return `${plainText(comm, 20)} (pid ${pid})`;
}

/** What follows from it, and what to do. */
const OTHERS = [
  ', so VMs of other users may be missing here',
  ' Run regscope as root, with CAP_SYS_PTRACE, or as the user who runs the VMs.',
] as const;
const ROOT = [
  ' even by root, so VMs may be missing here: a security module forbids it, or this is a container without CAP_SYS_PTRACE',
  '',
] as const;
/** PROC_PID_INIT_INO (include/linux/proc_ns.h, 6.18) */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';
const [MOST_NAMED, MOST_THREADS] = [5, 64];
