import { machineFor, type Kvm, type Limits, type VmReading } from '@regscope/kvm';
import type { Arch, PlannedWrite } from '@regscope/registers';
import type { CarriedOut, Target } from './carried-out.ts';
import { tryOut } from './carry-out.ts';
import { movedBetween, type Moved } from './readings.ts';
import { restore } from './restore.ts';

export type Original = { kvm: Kvm; vm: number; arch: Arch; limits: Limits; vcpus: number; features: readonly string[] };

/** `unlike`: registers in which the scratch VM could not be made like the original, so that it may answer otherwise. */
export type TriedOut = CarriedOut & { unlike: Moved[] };

/** Makes a VM of the same shape with the same values, writes there, and closes it. The original is only read. */
export async function tryWrites(original: Original, writes: readonly PlannedWrite[]): Promise<TriedOut> {
  const { kvm, arch, limits, vcpus, features } = original;
  const model = await kvm.read(original.vm);
  const vm = await kvm.create(machineFor(arch, { vcpus, features }, limits));
  try {
    const unlike = await makeLike({ kvm, vm }, model);
    return { ...(await tryOut({ kvm, vm }, writes)), unlike };
  } finally {
    await kvm.close(vm);
  }
}

/** ID registers first: they decide what else there is. What differs after that is told. */
async function makeLike(target: Target, model: VmReading): Promise<Moved[]> {
  const read = () => target.kvm.read(target.vm);
  const missing = movedBetween(model, await read());
  if (missing.length === 0) return [];
  await restore(target, missing);
  return movedBetween(model, await read());
}
