// Looks for signs of a run, from what costs nothing to what needs rights.
import type { StatsReading } from '@regscope/kvm';
import { anyRunner, exitsOf, type DebugFolder } from './debug-folder.ts';
import { isThere } from './find-holders.ts';
import type { Holder } from './holder.ts';
import { exitsIn, parseStats, type Stat } from './parse-stats.ts';
import type { RunEvidence } from './phase-of.ts';
import type { View } from './view.ts';
import { vcpuOfThread } from './vmms.ts';

/** Reads statistics through descriptors of another process. Rejects with what the native side says. */
export type ReadStats = (pid: number, descriptors: readonly number[]) => Promise<StatsReading[]>;

export type Looking = { view: View; readStats: ReadStats };

/** `folder`: of the VM in debugfs. `noDebugfs`: why debugfs does not tell, where it does not. */
export type VmPlace = { folder: DebugFolder | undefined; noDebugfs: string };

export async function runEvidence(
  holder: Holder,
  { folder, noDebugfs }: VmPlace,
  looking: Looking,
): Promise<RunEvidence> {
  if (holder.fds.vcpus.length === 0) return { kind: 'no vcpus' };
  const told = folder === undefined ? undefined : await fromDebugfs(folder);
  if (told !== undefined) return told;
  const counted = await fromDescriptors(holder, looking);
  return typeof counted === 'string'
    ? (fromThreads(holder) ?? { kind: 'nothing', because: `${noDebugfs}, and ${counted}` })
    : counted;
}

async function fromDebugfs(folder: DebugFolder): Promise<RunEvidence | undefined> {
  const tid = await anyRunner(folder);
  if (tid !== undefined) return { kind: 'runner', tid };
  const exits = await exitsOf(folder);
  return exits === undefined ? undefined : { kind: 'exits', exits };
}

async function fromDescriptors(holder: Holder, looking: Looking): Promise<RunEvidence | string> {
  const { vcpus, stats, vms } = holder.fds;
  if (stats.length < vcpus.length)
    return `the process holds no statistics descriptor for ${stats.length === 0 ? 'its' : 'all'} vCPUs`;
  const read = await statsOf(holder, looking);
  if (typeof read === 'string') return read;
  const exits = read.flatMap((one) => exitsIn(one) ?? []);
  return exits.length < read.length
    ? 'this kernel counts no exits'
    : { kind: 'exits of vcpus', exits, shared: vms.length > 1 };
}

/** The kernel tells everybody how long a thread was in a guest; of a process with several VMs it does not tell in whose. */
function fromThreads({ threads, fds }: Holder): RunEvidence | undefined {
  const ran = threads.find(({ comm, guestTicks }) => guestTicks > 0n && vcpuOfThread(comm) !== undefined);
  return ran === undefined || fds.vms.length > 1 ? undefined : { kind: 'guest time', tid: ran.pid };
}

/** What every statistics descriptor of the process tells, or why not. */
export async function statsOf({ stat, fds }: Holder, { view, readStats }: Looking): Promise<Stat[][] | string> {
  const readings = await readStats(
    stat.pid,
    fds.stats.map(({ fd }) => fd),
  ).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  // The number may be another process's by now: then what was read is not of this one.
  if (!isThere(view, stat)) return 'the process ended';
  if (typeof readings === 'string') return `its descriptors could not be read (${readings})`;
  const refused = readings.find(({ status }) => status !== null)?.status;
  if (refused === 'EPERM') return MAY_NOT;
  if (refused !== undefined) return `reading its descriptors gave ${refused}`;
  return readings.map(({ bytes }) => parseStats(bytes) ?? []);
}

const MAY_NOT =
  'its statistics descriptors may not be read (EPERM: run regscope as root, or as the same user with kernel.yama.ptrace_scope = 0)';
