// What keeps VMs of other processes from being seen, in sentences with the remedy. Silence means that every process was looked into.
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Hidden } from './find-holders.ts';
import { plainText } from './plain-text.ts';
import { smallText } from './read-small.ts';
import { vcpuOfThread, vmmOf } from './vmms.ts';

/** Empty when nothing is hidden. */
export function unseenText(proc: string, hidden: readonly Hidden[]): string {
  return [...circumstances(proc), ...closed(proc, hidden), ...crowded(hidden)].join(' ');
}

function closed(proc: string, hidden: readonly Hidden[]): string[] {
  const shut = hidden.filter(({ because }) => because === 'closed');
  if (shut.length === 0) return [];
  const count = shut.length === 1 ? 'One process' : `${shut.length} processes`;
  const [reason, remedy] = process.geteuid?.() === 0 ? ROOT : OTHERS;
  return [`${count} may not be looked into${reason}.${suspectsAmong(proc, shut)}${remedy}`];
}

function suspectsAmong(proc: string, shut: readonly Hidden[]): string {
  const suspects = shut.filter(({ stat }) => isSuspect(proc, stat)).map(({ stat }) => named(stat));
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

function circumstances(proc: string): string[] {
  const told: string[] = [];
  if (linkOf(join(proc, 'self/ns/pid')) !== INITIAL_PID_NAMESPACE)
    told.push(
      'regscope runs in a pid namespace of its own, as in a container: VMs outside of it are not seen. Run it on the host (Docker: --pid=host).',
    );
  if (
    / - proc \S+ \S*\bhidepid=(?!0|off)/.test(smallText(join(proc, 'self/mountinfo'), 1 << 18) ?? '') &&
    process.getuid?.() !== 0
  )
    told.push('/proc is mounted with hidepid, which hides processes of other users. Run regscope as root.');
  return told;
}

/** Names of threads may be read where descriptors may not. */
function isSuspect(proc: string, { pid, comm, threads }: Hidden['stat']): boolean {
  if (vmmOf({ exe: null, comm }) !== 'unknown') return true;
  return threads > 1 && threadNames(join(proc, String(pid), 'task')).some((name) => vcpuOfThread(name) !== undefined);
}

function threadNames(folder: string): string[] {
  try {
    const tids = readdirSync(folder).slice(0, MOST_THREADS);
    return tids.map((tid) => smallText(join(folder, tid, 'comm'), 64)?.trimEnd() ?? '');
  } catch {
    return [];
  }
}

function named({ comm, pid }: Hidden['stat']): string {
  return `${plainText(comm, 20)} (pid ${pid})`;
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
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
