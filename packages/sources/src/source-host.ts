import type { Capture, ProbedShape } from '@regscope/captures';
import type { Host, Vm } from '@regscope/contract';
import type { RegisterId, ScopeKind } from '@regscope/registers';
import type { RegisterValues } from './snapshot.ts';

/** A VM whose vCPUs are all known: what can be read is. */
export type CountedVm = Vm & { vcpus: number };

/** What a VM holds, and where that comes from. */
export type Snapshot = {
  vm: CountedVm;
  /** `unknown` where an imported file does not tell. */
  kernel: string;
  /** As the host calls it; null while unknown. */
  cpu: string | null;
  /** ISO 8601. */
  readAt: string;
  /** Of the whole reading, what the kernel took; 0 for a recording. */
  ioctlMs: number;
  /** One per vCPU: the errno of a refused KVM_GET_REG_LIST. */
  listErrors: (string | null)[];
  registers: RegisterValues[];
  /** The scope that the kernel itself gives each register; null where it gives none, and of recordings. */
  scopes: ReadonlyMap<RegisterId, ScopeKind> | null;
};

/** What a probe found on VMs of the same kernel and features. */
export type Probed = {
  shape: ProbedShape;
  announced: Capture['announced'];
  /** The kernel, and when it was probed. */
  where: string;
};

/** Where VMs are looked at, whether they live or were recorded. */
export interface SourceHost {
  readonly name: string;
  describe(): Promise<Host>;
  vms(): Vm[] | Promise<Vm[]>;
  /** Throws a RegscopeError of code NO_SUCH_VM. */
  vm(name: string): Vm | Promise<Vm>;
  /** Throws as `vm` does, and of code NEEDS_ATTACH for a VM whose registers cannot be read from here. */
  snapshot(name: string): Promise<Snapshot>;
}
