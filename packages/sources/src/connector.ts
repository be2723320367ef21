import type { Kvm } from '@regscope/kvm';
import type { InnerVm } from '@regscope/lab';
import type { Arch } from '@regscope/registers';

/** How a host of one kind is reached. The rest of its life is `OwnedHost`. */
export type Connector = {
  name: string;
  kind: 'local' | 'lab';
  arch: Arch;
  /** CPU as a person would call it; null while unknown. */
  cpu: string | null;
  /** Started by the first who needs it, without being asked: cheap and harmless. */
  startsByItself: boolean;
  /** How VMs of other processes can be found there, where there are any. */
  others: 'from here' | 'through its agent' | 'none';
  /** While it is stopped: what a start will do, in a sentence. */
  whileStopped: () => Promise<string>;
  /** Rejects with a RegscopeError of code HOST_UNAVAILABLE and a sentence with the remedy. */
  connect: (progress: (text: string) => void, signal: AbortSignal) => Promise<Connection>;
};

export type Connection = {
  kvm: Kvm;
  /** The process of this machine that holds the VMs; null where none does. */
  pid: number | null;
  /** The guests of VMMs in a lab host, by name, as who owns the lab host has them in hand. */
  inner?: ReadonlyMap<string, InnerVm>;
  /** Ends what `connect` began. Never rejects. */
  release: () => Promise<void>;
};
