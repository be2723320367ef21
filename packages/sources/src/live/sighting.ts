// Everything that is known of a VM of another process while it goes on undisturbed.
import type { Sighting } from '@regscope/contract';
import { hex } from '@regscope/registers';
import { idRegistersIn, statsIn, threadOf, vcpusOf, type DebugFolder } from './debug-folder.ts';
import type { Holder } from './holder.ts';
import { plainText } from './plain-text.ts';
import { statsOf, type ReadExits, type ReadStats } from './run-evidence.ts';
import type { Lookout } from './lookout.ts';
import type { SeenVm } from './seen-vm.ts';
import { versionOf } from './version-of.ts';
import { vcpuOfThread } from './vmms.ts';

export async function sightingOf(seen: SeenVm, { readStats, readExits }: Reads): Promise<Omit<Sighting, 'attachment'>> {
  const [process, threads, stats, exits, ids] = await Promise.all([
    processOf(seen),
    threadsOf(seen),
    statsSeen(seen, readStats),
    exitsSeen(seen, readExits),
    idsSeen(seen),
  ]);
  const doubts = doubtsOf(seen, threads);
  return {
    vm: seen.vm,
    readAt: seen.view.readAt().toISOString(),
    process,
    threads,
    ...stats,
    ...exits,
    ...ids,
    doubts,
  };
}

async function processOf({ holder, view }: SeenVm): Promise<Sighting['process']> {
  const { stat, exe, uid } = holder;
  const { version, because: versionBecause } = await versionOf(holder, view);
  return {
    pid: stat.pid,
    comm: plainText(stat.comm, MOST_COMM),
    exe: exe === null ? null : plainText(exe, MOST_PATH),
    version,
    versionBecause,
    uid,
    apart: apartText(holder),
  };
}

function apartText({ apart, pids }: Holder): string {
  if (apart.length === 0) return '';
  const kinds = apart.map((kind) => (kind === 'mnt' ? 'mount' : kind)).join(' and ');
  const own = pids.at(-1);
  const inside = apart.includes('pid') && own !== undefined && pids.length > 1 ? `, where it is process ${own}` : '';
  return `In another ${kinds} namespace${apart.length > 1 ? 's' : ''}, as in a container${inside}.`;
}

/** Threads that look as if they ran vCPUs of it. */
export async function threadsOf({ folder, holder }: SeenVm): Promise<Sighting['threads']> {
  const told = folder === undefined ? [] : await threadsByKvm(folder);
  const known = new Map(told.map(({ vcpu, tid }) => [tid, vcpu]));
  const taken = new Set(known.values());
  return holder.threads.flatMap(({ pid: tid, comm }): Sighting['threads'] => {
    const name = plainText(comm, MOST_COMM);
    const vcpu = known.get(tid);
    if (vcpu !== undefined) return [{ tid, name, vcpu, from: 'debugfs' }];
    const named = holder.fds.vms.length > 1 ? undefined : vcpuOfThread(comm);
    return named === undefined || taken.has(named) ? [] : [{ tid, name, vcpu: named, from: 'name' }];
  });
}

async function threadsByKvm(folder: DebugFolder): Promise<{ vcpu: number; tid: number }[]> {
  const found = (await vcpusOf(folder)).map(async (vcpu) => ({ vcpu, tid: await threadOf(folder, vcpu) }));
  return (await Promise.all(found)).flatMap(({ vcpu, tid }) => (tid === undefined || tid === 0 ? [] : [{ vcpu, tid }]));
}

async function statsSeen({ folder, noDebugfs, holder }: SeenVm, readStats: ReadStats): Promise<Seen<'stats'>> {
  if (folder !== undefined) {
    const stats = (await statsIn(folder)).map((stat) => ({ ...stat, vcpu: null, value: String(stat.value) }));
    if (stats.length > 0) return { stats, statsBecause: 'sums over the VM, from debugfs' };
  }
  if (holder.fds.stats.length === 0)
    return { stats: [], statsBecause: `${noDebugfs}, and the process holds no statistics descriptors` };
  if (holder.fds.vms.length > 1)
    return { stats: [], statsBecause: `${noDebugfs}, and the process's descriptors do not tell which VM they are of` };
  const read = await statsOf(holder, readStats);
  if (typeof read === 'string') return { stats: [], statsBecause: `${noDebugfs}, and ${read}` };
  const stats = read.flatMap((of, n) => {
    const vcpu = holder.fds.stats[n]?.id ?? null;
    return of.map(({ name, value, unit }) => ({ vcpu, name, value: String(value), unit }));
  });
  return { stats, statsBecause: "per vCPU, through the VMM's own statistics descriptors" };
}

/** In struct kvm_run, which another process may map. */
async function exitsSeen({ holder }: SeenVm, readExits: ReadExits): Promise<Seen<'lastExits'>> {
  const { fds, stat } = holder;
  const vcpus = fds.vcpus.flatMap(({ fd, id }) => (id === null ? [] : [{ fd, id }])).toSorted((a, b) => a.id - b.id);
  if (fds.vms.length > 1)
    return { lastExits: [], lastExitsBecause: 'descriptors do not tell which vCPU belongs to which VM of the process' };
  if (vcpus.length === 0) return { lastExits: [], lastExitsBecause: 'it has no vCPU yet' };
  const read = await readExits(
    stat,
    vcpus.map(({ fd }) => fd),
  ).catch((error: unknown) => String(error));
  const failed = typeof read === 'string' ? read : read.find(({ status }) => status !== null)?.status;
  if (typeof read === 'string' || failed !== undefined)
    return { lastExits: [], lastExitsBecause: `kvm_run could not be read (${failed})` };
  const lastExits = vcpus.map(({ id: vcpu }, n) => ({ vcpu, reason: read[n]?.reason ?? '' }));
  return {
    lastExits,
    lastExitsBecause:
      'as the VMM was told, in kvm_run; KVM_EXIT_UNKNOWN while a vCPU is in KVM_RUN, and before the first one',
  };
}

async function idsSeen({ folder, noDebugfs, vm }: SeenVm): Promise<Seen<'idRegisters'>> {
  if (vm.arch !== 'arm64')
    return { idRegisters: [], idRegistersBecause: 'the kernel shows ID registers from outside on arm64 alone' };
  if (folder === undefined) return { idRegisters: [], idRegistersBecause: noDebugfs };
  const idRegisters = (await idRegistersIn(folder)).map(({ name, value }) => ({ name, value: hex(value) }));
  const because =
    idRegisters.length > 0
      ? 'of the whole VM, from debugfs (idregs)'
      : 'debugfs shows none: a kernel before 6.9, or no vCPU has been initialised';
  return { idRegisters, idRegistersBecause: because };
}

type Reads = Pick<Lookout, 'readStats' | 'readExits'>;

type Seen<K extends 'stats' | 'lastExits' | 'idRegisters'> = Pick<Sighting, K | `${K}Because`>;

function doubtsOf({ vm, holder }: SeenVm, threads: Sighting['threads']): string[] {
  const doubts: string[] = [];
  if (vm.vcpus === null)
    doubts.push(
      'The process holds several VMs, and descriptors do not tell which vCPU belongs to which; debugfs would.',
    );
  if (threads.length < (vm.vcpus ?? 0))
    doubts.push(
      'Not every vCPU could be given a thread: the VMM does not name its threads (QEMU: -name debug-threads=on), or the vCPU has not run.',
    );
  if (threads.some(({ from }) => from === 'name'))
    doubts.push('Threads were given to vCPUs by their names, which a process may choose freely.');
  if (holder.exe === null)
    doubts.push('Which VMM it is follows from the name of the process alone, which it may choose freely.');
  return doubts;
}

const [MOST_COMM, MOST_PATH] = [20, 300];
