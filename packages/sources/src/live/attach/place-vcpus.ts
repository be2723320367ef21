// Which descriptors and threads of a process a VM's vCPUs are.
import { RegscopeError } from '@regscope/contract';
import type { Kvm } from '@regscope/kvm';
import type { Holder } from '../holder.ts';
import type { SeenVm } from '../seen-vm.ts';
import { threadsByDescriptor, vcpusOfHolder, type VcpuPlace } from './vcpu-threads.ts';

/** Threads that look as if they ran vCPUs; `debugfs`: KVM says so, and of this very VM. */
export type Likely = readonly { tid: number; vcpu: number; from: 'debugfs' | 'name' }[];

/** Throws a RegscopeError of code ATTACH_REFUSED where nobody can tell. */
export async function placeVcpus(kvm: Kvm, seen: SeenVm, likely: Likely): Promise<VcpuPlace[]> {
  const { vm, holder } = seen;
  if (holder.fds.vcpus.length === 0)
    throw refused(seen, 'no-vcpus', 'it has no vCPU yet; try again when its VMM has made them');
  const isOnly = holder.fds.vms.length <= 1 && hasEachOnce(holder);
  // Nobody runs a vCPU of it: the process is stopped as a whole.
  if (isOnly && vm.phase === 'new') return vcpusOfHolder(holder, new Map());
  const start = holder.stat.startTicks;
  if (isOnly)
    return vcpusOfHolder(
      holder,
      await threadsByDescriptor(kvm, { holder, start, likely: likely.map(({ tid }) => tid) }),
    );
  return placesByKvm(kvm, seen, likely);
}

/** A number twice is of two VMs, one of which has lost its own descriptor, or of one that was doubled: nothing tells. */
function hasEachOnce({ fds }: Holder): boolean {
  const ids = fds.vcpus.flatMap(({ id }) => id ?? []);
  return new Set(ids).size === ids.length;
}

/** Of several VMs in one process: KVM tells whose threads are whose and which vCPU each runs, and they show their descriptors. */
async function placesByKvm(kvm: Kvm, seen: SeenVm, likely: Likely): Promise<VcpuPlace[]> {
  const told = likely.filter(({ from }) => from === 'debugfs').toSorted((a, b) => a.vcpu - b.vcpu);
  const { stat } = seen.holder;
  const tids = told.map(({ tid }) => tid);
  const runs = tids.length === 0 ? [] : await kvm.runs({ pid: stat.pid, start: stat.startTicks }, tids);
  const places = told.flatMap(({ tid, vcpu }, n) => {
    const fd = runs[n]?.vcpu ?? null;
    return fd === null ? [] : [{ vcpu, fd, tid }];
  });
  const isWhole = places.length > 0 && places.length === told.length && places.every(({ vcpu }, n) => vcpu === n);
  if (isWhole) return places;
  throw refused(
    seen,
    'several-vms',
    'its process holds several VMs, and nothing tells which vCPU is whose; debugfs does, for root, of VMs all of whose vCPUs run',
  );
}

function refused({ vm: { host, vm, pid } }: SeenVm, reason: string, because: string): RegscopeError {
  return new RegscopeError('ATTACH_REFUSED', `${host}/${vm} was not attached to: ${because}`, {
    host,
    vm,
    pid,
    reason,
  });
}
