import type { FlipResult } from '@regscope/kvm';
import { sizeInBytes, type RegisterId } from '@regscope/registers';
import { isPaired } from './pairs.ts';
import { FIRST, handfuls, SECOND, withScratchVm, type Room } from './bench.ts';

/** When a register is written: before any vCPU ran; through a vCPU that ran; through one that did not, while the other had. */
export type Moment = 'new' | 'ran' | 'idle';

/** Flips every bit of every register, one at a time, on VMs of their own. */
export async function flipAll(room: Room, moment: Moment, ids: readonly RegisterId[]): Promise<FlipResult[]> {
  if (moment === 'new' || room.kept === null) return flipIn(room, moment, ids);
  // What has run is new no more: another one is kept for that.
  return withScratchVm({ ...room, kept: null }, (kept) => flipIn({ ...room, kept }, moment, ids));
}

async function flipIn(room: Room, moment: Moment, ids: readonly RegisterId[]): Promise<FlipResult[]> {
  const results: FlipResult[] = [];
  for (const some of handfuls(ids, weightOf, BYTES_AT_ONCE)) {
    results.push(...(await withScratchVm(room, (vm) => flipSome(room, { vm, moment }, some))));
    room.bench.tell(`flipping bits, ${sentences[moment]}: ${results.length} of ${ids.length} registers`);
  }
  return results;
}

/** One vector register of 2048 bits takes as long as 32 others. */
const BYTES_AT_ONCE = 256;

/** A register that may not be put back gets a VM of its own. */
function weightOf(id: RegisterId): number {
  return isPaired(id) ? BYTES_AT_ONCE : (sizeInBytes(id) ?? 0);
}

const sentences: Readonly<Record<Moment, string>> = {
  new: 'before the first run',
  ran: 'after a run',
  idle: 'after a run of another vCPU',
};

async function flipSome(
  { bench: { kvm } }: Room,
  { vm, moment }: { vm: number; moment: Moment },
  ids: readonly RegisterId[],
): Promise<FlipResult[]> {
  if (moment !== 'new') await kvm.run(vm, FIRST);
  const through = moment === 'idle' ? { vcpu: SECOND, other: FIRST } : { vcpu: FIRST, other: SECOND };
  return kvm.flip(vm, through, ids);
}
