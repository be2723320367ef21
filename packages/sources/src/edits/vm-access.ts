// A VM whose registers can be read and changed, whoever made it: edits ask for nothing else.
import type { Vm } from '@regscope/contract';
import type { Status, VmReading, Write } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import type { RegisterValues } from '../snapshot.ts';
import type { Snapshot } from '../source-host.ts';
import type { Scratch } from './scratch.ts';

/** The registers of one VM, read and written as `Kvm` does. */
export interface RegisterAccess {
  /** Every register of every vCPU, or the named ones. */
  read(ids?: readonly RegisterId[]): Promise<VmReading>;
  /** Tries every write in the order given; one status per write. After a rejection nobody knows which of them were made. */
  write(writes: readonly Write[]): Promise<Status[]>;
}

export interface VmAccess extends RegisterAccess {
  readonly host: string;
  readonly name: string;
  /** As it is now: a phase that others can end is looked at anew. Rejects with a RegscopeError of code NO_SUCH_VM once the VM is gone. */
  vm(): Promise<Vm>;
  /** What changes the VM is done one after the other: nobody who asks here edits, runs or closes it while `work` goes on. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  snapshot(): Promise<Snapshot>;
  /** What writes are tried on instead. `held`: what the VM holds. Rejects with a RegscopeError that says why there is no such VM. */
  scratch(held: readonly RegisterValues[]): Promise<Scratch>;
}
