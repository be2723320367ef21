import { featuresOf } from '@regscope/catalogs';
import type { Vm } from '@regscope/contract';
import type { OwnedHost } from '../owned-host.ts';
import type { RegisterValues } from '../snapshot.ts';

/** Where a scratch VM is made, and with what. `doubts`: sentences on why it may answer otherwise than the VM that it stands for. */
export type Scratch = { host: OwnedHost; features: readonly string[]; doubts: readonly string[] };

/** For a VM of `host`'s own machine. KVM tells nobody with which features another process made its VM, but what it lists follows from them. */
export function scratchLike(host: OwnedHost, { arch, features }: Vm, held: readonly RegisterValues[]): Scratch {
  if (features !== null) return { host, features, doubts: [] };
  if (arch !== 'arm64') return { host, features: [], doubts: arch === 'x86-64' ? [OTHER_CPUID] : [] };
  const shown = featuresOf(held);
  return { host, features: shown, doubts: [`${INFERRED} ${shown.join(', ')}.`] };
}

const OTHER_CPUID =
  'The scratch VM has the CPUID that KVM supports, not the one that this VM was given: it may answer otherwise.';
const INFERRED =
  'With which features this VM was made cannot be asked. The scratch VM has those that follow from its list of registers, and what nearly every VM has:';
