// Which thread of a VMM runs which of its vCPUs: by names and KVM's own word where to look first, by what they do in the end.
import type { Kvm } from '@regscope/kvm';
import type { Holder } from '../holder.ts';

/** A vCPU of the VM: its place among them, its descriptor, and the thread that runs it; null where none was seen to. */
export type VcpuPlace = { vcpu: number; fd: number; tid: number | null };

type Asked = { holder: Holder; start: bigint; likely: readonly number[] };

/** Thread by descriptor. `likely`: threads that are asked before all others. */
export async function threadsByDescriptor(kvm: Kvm, { holder, start, likely }: Asked): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const wanted = [...new Set(holder.fds.vcpus.map(({ fd }) => fd))];
  const isWhole = (): boolean => wanted.every((fd) => found.has(fd));
  const ask = async (all: readonly number[]): Promise<void> => {
    for (const tids of chunks(all)) {
      const seen = await kvm.runs({ pid: holder.stat.pid, start }, tids);
      for (const [n, { vcpu }] of seen.entries()) if (vcpu !== null) found.set(vcpu, tids[n] ?? 0);
      if (isWhole()) break;
    }
  };
  const others = holder.threads.map(({ pid }) => pid).filter((tid) => !likely.includes(tid));
  const asked = [...likely, ...others.slice(0, MOST_ASKED)];
  await ask(likely);
  // Threads that have nothing to do with vCPUs are disturbed only where they must be.
  if (!isWhole()) await ask(others.slice(0, MOST_ASKED));
  // Of a VM that is paused nobody is seen. Where some are, the others only had to wait for a CPU.
  for (let more = ASKED_AGAIN; more > 0 && found.size > 0 && !isWhole(); more--) {
    const known = new Set(found.values());
    await ask((likely.length > 0 ? likely : asked).filter((tid) => !known.has(tid)));
  }
  return found;
}

/** The vCPUs of a process's only VM, in the order of their numbers. A vCPU may have several descriptors. */
export function vcpusOfHolder({ fds }: Holder, threads: ReadonlyMap<number, number>): VcpuPlace[] {
  const byId = new Map<number, number>();
  for (const { fd, id } of fds.vcpus) {
    const key = id ?? -1 - fd;
    const known = byId.get(key);
    if (known === undefined || (!threads.has(known) && threads.has(fd))) byId.set(key, fd);
  }
  return [...byId].toSorted(([a], [b]) => a - b).map(([, fd], vcpu) => ({ vcpu, fd, tid: threads.get(fd) ?? null }));
}

/** Each may take a fifth of a second, and all of a request 4. */
function chunks(tids: readonly number[]): number[][] {
  const some = Array.from({ length: Math.ceil(tids.length / AT_ONCE) }, (_, n) =>
    tids.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  return some;
}

const [AT_ONCE, MOST_ASKED, ASKED_AGAIN] = [15, 150, 3];
