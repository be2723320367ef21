// Old values back into registers that moved, one after the other: what an earlier write has mended is not written again.
import { writeRank } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import { pairOf } from '../probe/pairs.ts';
import type { Moved } from './readings.ts';
import type { RegisterAccess } from './vm-access.ts';

/** `old` of each is what it is to hold. What is not listed cannot be written; what has no old value is left. */
export async function restore(vm: RegisterAccess, moved: readonly Moved[]): Promise<void> {
  for (const { id, vcpu, old } of moved.toSorted((a, b) => writeRank(a.id) - writeRank(b.id)))
    if (old !== null) await settle(vm, { id, vcpu }, old);
}

type Place = { id: RegisterId; vcpu: number };

/** Of a set and clear pair some kernels add what is written through one id and take away what is written through the other. */
async function settle(vm: RegisterAccess, { id, vcpu }: Place, wanted: bigint): Promise<void> {
  const now = await held(vm, { id, vcpu });
  if (now === undefined || now === wanted) return;
  const pair = pairOf(id);
  if (pair === undefined) return write(vm, { id, vcpu }, wanted);
  await write(vm, { id: pair.set, vcpu }, wanted);
  const then = (await held(vm, { id: pair.set, vcpu })) ?? wanted;
  if (then !== wanted) await write(vm, { id: pair.clear, vcpu }, then & ~wanted);
}

async function write(vm: RegisterAccess, { id, vcpu }: Place, value: bigint): Promise<void> {
  await vm.write([{ vcpu, id, value }]);
}

/** Undefined where it cannot be read. */
async function held(vm: RegisterAccess, { id, vcpu }: Place): Promise<bigint | undefined> {
  const { vcpus } = await vm.read([id]);
  const reading = vcpus[vcpu];
  return reading?.statuses[0] === null ? reading.values[0] : undefined;
}
