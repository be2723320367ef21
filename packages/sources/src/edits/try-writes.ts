import { machineFor, type Kvm, type Limits, type VmReading } from '@regscope/kvm';
import type { Arch, PlannedWrite } from '@regscope/registers';
import type { CarriedOut } from './carried-out.ts';
import { tryOut } from './carry-out.ts';
import { movedBetween, type Moved } from './readings.ts';
import { restore } from './restore.ts';
import type { Scratch } from './scratch.ts';
import type { RegisterAccess } from './vm-access.ts';

/** `model`: what the original holds. */
type Original = { kvm: Kvm; hello: { arch: Arch }; limits: Limits; model: VmReading } & Omit<Scratch, 'host'>;

/** `unlike`: registers in which the scratch VM could not be made like the original; `doubts`: what else may make it answer otherwise. */
export type TriedOut = CarriedOut & { unlike: Moved[]; doubts: readonly string[] };

/** Makes a VM of the same shape with the same values, writes there, and closes it. */
export async function tryWrites(original: Original, writes: readonly PlannedWrite[]): Promise<TriedOut> {
  const { kvm, hello, limits, model, features, doubts } = original;
  const vm = await kvm.create(machineFor(hello.arch, { vcpus: model.vcpus.length, features }, limits));
  const scratch: RegisterAccess = { read: (ids) => kvm.read(vm, ids), write: (some) => kvm.write(vm, some) };
  try {
    const unlike = await makeLike(scratch, model);
    return { ...(await tryOut(scratch, writes)), unlike, doubts };
  } finally {
    await kvm.close(vm);
  }
}

/** ID registers first: they decide what else there is. What differs after that is told. */
async function makeLike(scratch: RegisterAccess, model: VmReading): Promise<Moved[]> {
  const missing = movedBetween(model, await scratch.read());
  if (missing.length === 0) return [];
  await restore(scratch, missing);
  return movedBetween(model, await scratch.read());
}
