import type { VmAccess } from './vm-access.ts';
import { scratchLike } from './scratch.ts';
import type { Vm } from '@regscope/contract';

/** A real VM as its registers would be reached in another process: nobody tells with which features it was made. */
export function ofAnotherProcess(own: VmAccess, seen: Partial<Vm> = {}): VmAccess {
  const vm = async (): Promise<Vm> => ({ ...(await own.vm()), kind: 'attached', features: null, ...seen });
  return {
    host: own.host,
    name: own.name,
    vm,
    alone: (work) => own.alone(work),
    read: (ids) => own.read(ids),
    write: (writes) => own.write(writes),
    snapshot: () => own.snapshot(),
    scratch: async (held) => scratchLike((await own.scratch(held)).host, await vm(), held),
  };
}

/** The way to it is lost once so many writes were made. */
export function lostAfter(writes: number, access: VmAccess): VmAccess {
  let left = writes;
  return {
    ...access,
    write: async (some) => {
      if (left-- === 0) throw new Error('the way to the vCPU was lost');
      return access.write(some);
    },
  };
}
