import { RegscopeError, type CreateVm } from '@regscope/contract';
import { machineFor, type Machine } from '@regscope/kvm';
import { chosenFeatures } from './chosen-features.ts';
import type { Ready } from './reach.ts';

/** What to make for whoever asks for a VM. Throws a RegscopeError (NO_SUCH_FEATURE, TOO_MANY) for what the host does not give. */
export function wantedMachine(
  { vcpus, features: wanted }: CreateVm,
  { hello, features: known, limits }: Ready,
  host: string,
): { machine: Machine; features: string[] } {
  const features = chosenFeatures(wanted, known, host);
  if (vcpus <= limits.maxVcpus) return { machine: machineFor(hello.arch, { vcpus, features }, limits), features };
  const message = `${host} gives a VM at most ${limits.maxVcpus} vCPUs, ${vcpus} were asked for`;
  throw new RegscopeError('TOO_MANY', message, { host });
}
