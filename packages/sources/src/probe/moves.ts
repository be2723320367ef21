import type { FlipResult } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import { attemptAll, type Room } from './bench.ts';

/** Other registers that change when the lowest or the highest writable bit of one does: mirrors and dependants. */
export async function findMoves(
  room: Room,
  flips: readonly FlipResult[],
): Promise<ReadonlyMap<RegisterId, RegisterId[]>> {
  const found = new Map<RegisterId, Set<RegisterId>>();
  const trials = { all: flips.flatMap(edges), watch: true, atOnce: TRIALS_AT_ONCE, what: 'what moves with it' };
  for (const { id, changed } of await attemptAll(room, trials)) {
    const moved = found.get(id) ?? new Set();
    for (const other of changed) if (other.id !== id) moved.add(other.id);
    found.set(id, moved);
  }
  return new Map([...found].map(([id, moved]) => [id, [...moved]]));
}

const TRIALS_AT_ONCE = 32;

/** The register with its lowest and its highest writable bit turned round. */
function edges({ id, value, taken }: FlipResult): { id: RegisterId; value: bigint }[] {
  if (taken === 0n) return [];
  const lowest = taken & -taken;
  const highest = 1n << BigInt(taken.toString(2).length - 1);
  return [...new Set([lowest, highest])].map((bit) => ({ id, value: value ^ bit }));
}
