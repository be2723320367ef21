import { join } from 'node:path';
import type { Vm } from '@regscope/contract';
import { nameOf, vcpusOf, type DebugFolders } from './debug-folder.ts';
import type { Holder } from './holder.ts';
import { phaseOf } from './phase-of.ts';
import { runEvidence, type ReadStats, type VmPlace } from './run-evidence.ts';
import type { View } from './view.ts';
import { vmmOf, vmNameOf } from './vmms.ts';

/** A VM of another process, and where it was seen. */
export type SeenVm = VmPlace & { vm: Vm; holder: Holder; view: View };

export type Around = {
  view: View;
  readStats: ReadStats;
  host: string;
  arch: string;
  folders: DebugFolders;
  /** Since boot, in clock ticks, to a time of the calendar. */
  timeOf: (ticks: bigint) => string;
};

/** The VMs of one process, one for each VM descriptor. A process that closed that one keeps its VM by the vCPUs' descriptors. */
export async function vmsOf(holder: Holder, around: Around): Promise<SeenVm[]> {
  const { vms, vcpus } = holder.fds;
  const fds = vms.length > 0 ? vms : vcpus.slice(0, 1).map(({ fd }) => fd);
  return Promise.all(fds.map((fd) => seenVm(holder, fd, around)));
}

async function seenVm(holder: Holder, fd: number, around: Around): Promise<SeenVm> {
  const { stat, exe, argv } = holder;
  const place = placeOf(holder, fd, around);
  const vmm = vmmOf({ exe, comm: stat.comm });
  const { phase, because } = phaseOf(await runEvidence(holder, place, around.readStats));
  const vm: Vm = {
    host: around.host,
    vm: attachedName(stat.pid, fd),
    kind: 'attached',
    phase,
    phaseBecause: because,
    vcpus: await vcpuCount(holder, place),
    features: null,
    vmm,
    name: vmNameOf(vmm, argv),
    pid: stat.pid,
    arch: around.arch,
    createdAt: around.timeOf(stat.startTicks),
  };
  return { vm, holder, view: around.view, ...place };
}

function placeOf({ threads, stat }: Holder, fd: number, { folders, view }: Around): VmPlace {
  const name = nameOf(folders.names, new Set([stat.pid, ...threads.map(({ pid }) => pid)]), fd);
  if (name !== undefined)
    return {
      folder: { view, path: join(view.debug, name) },
      noDebugfs: 'debugfs does not tell here (kernel lockdown, or an old kernel)',
    };
  return { folder: undefined, noDebugfs: folders.because || "debugfs has no folder that is surely this VM's" };
}

/** Descriptors do not tell which VM of the process a vCPU belongs to; debugfs does. */
async function vcpuCount({ fds }: Holder, { folder }: VmPlace): Promise<number | null> {
  if (fds.vms.length > 1) return folder === undefined ? null : (await vcpusOf(folder)).length;
  return new Set(fds.vcpus.map(({ fd, id }) => id ?? `descriptor ${fd}`)).size;
}

/** As KVM names a VM in debugfs. `isAttachedName` knows such names. */
function attachedName(pid: number, fd: number): string {
  return `${pid}-${fd}`;
}
