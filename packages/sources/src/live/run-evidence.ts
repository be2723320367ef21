// Looks for signs of a run, from what costs nothing to what needs rights.
import type { LastExit, StatsReading } from '@regscope/kvm';
import { anyRunner, exitsOf, type DebugFolder } from './debug-folder.ts';
import type { Holder } from './holder.ts';
import { exitsIn, parseStats, type Stat } from './parse-stats.ts';
import type { ProcStat } from './parse-stat.ts';
import type { RunEvidence } from './phase-of.ts';
import { vcpuOfThread } from './vmms.ts';

/** Reads statistics through descriptors of a process. Rejects with what the native side says, and when the process has ended. */
export type ReadStats = (process: ProcStat, descriptors: readonly number[]) => Promise<StatsReading[]>;

/** Reads why vCPUs left the guest last, as `ReadStats` does. */
export type ReadExits = (process: ProcStat, vcpus: readonly number[]) => Promise<LastExit[]>;

/** `folder`: of the VM in debugfs. `noDebugfs`: why debugfs does not tell, where it does not. */
export type VmPlace = { folder: DebugFolder | undefined; noDebugfs: string };

export async function runEvidence(
  holder: Holder,
  { folder, noDebugfs }: VmPlace,
  readStats: ReadStats,
): Promise<RunEvidence> {
  if (holder.fds.vcpus.length === 0) return { kind: 'no vcpus' };
  const told = folder === undefined ? undefined : await fromDebugfs(folder);
  if (told !== undefined) return told;
  const counted = await fromDescriptors(holder, readStats);
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

async function fromDescriptors(holder: Holder, readStats: ReadStats): Promise<RunEvidence | string> {
  const { vcpus, stats, vms } = holder.fds;
  if (stats.length < vcpus.length)
    return `the process holds no statistics descriptor for ${stats.length === 0 ? 'its' : 'all'} vCPUs`;
  const read = await statsOf(holder, readStats);
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
export async function statsOf({ stat, fds }: Holder, readStats: ReadStats): Promise<Stat[][] | string> {
  const readings = await readStats(
    stat,
    fds.stats.map(({ fd }) => fd),
  ).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof readings === 'string') return `its descriptors could not be read (${readings})`;
  const refused = readings.find(({ status }) => status !== null)?.status;
  if (refused === 'EPERM') return MAY_NOT;
  if (refused !== undefined) return `reading its descriptors gave ${refused}`;
  return readings.map(({ bytes }) => parseStats(bytes) ?? []);
}

const MAY_NOT =
  'its statistics descriptors may not be read (EPERM: run regscope as root, or as the same user with kernel.yama.ptrace_scope = 0)';
