import { formatRegisterId, idFromHex, type PlannedWrite, type RegisterId } from '@regscope/registers';
import { probeIndex } from '../probe-index.ts';
import { isAt, type ProbedBefore } from './warnings-of.ts';

/** A register that a plan does not name and that changes, appears or vanishes with it. `by` is the register that takes it along. */
export type Follow = { id: RegisterId; what: 'changes' | 'appears' | 'vanishes'; by: RegisterId; because: string };

/** What is known to follow, by what was seen on VMs like this one. Not everything is: trying tells the rest. */
export function followsOf(writes: readonly PlannedWrite[], { shape, where }: ProbedBefore): Follow[] {
  const meant = new Set(writes.map(({ id }) => id));
  const found = writes.flatMap((write) => [
    ...atLowest(write, { shape, where }),
    ...mirrored(write, { shape, where }),
    ...moving(write, { shape, where }),
  ]);
  const first = new Map(found.toReversed().map((follow) => [`${follow.id} ${follow.what}`, follow]));
  return [...first.values()].filter(({ id, what }) => what === 'vanishes' || !meant.has(id)).toReversed();
}

type Probed = Pick<ProbedBefore, 'shape' | 'where'>;

function atLowest(write: PlannedWrite, { shape, where }: Probed): Follow[] {
  const because = `seen with this value of the field (${where})`;
  return shape.lowest
    .filter((row) => isAt(write, row))
    .flatMap(({ lost, gained, changed }) => [
      ...lost.map((id) => ['vanishes', id] as const),
      ...gained.map((id) => ['appears', id] as const),
      ...changed.filter(({ id }) => !lost.includes(id)).map(({ id }) => ['changes', id] as const),
    ])
    .map(([what, id]) => ({ id: idFromHex(id), what, by: write.id, because }));
}

/** PMCNTENSET_EL0 and PMCNTENCLR_EL0 and their like show one state. */
function mirrored({ id }: PlannedWrite, { shape, where }: Probed): Follow[] {
  const text = formatRegisterId(id);
  return shape.pairs
    .filter(({ set, clear }) => set === text || clear === text)
    .map(({ set, clear }) => ({
      id: idFromHex(set === text ? clear : set),
      what: 'changes',
      by: id,
      because: `both show one state (${where})`,
    }));
}

/** With the lowest or highest bit that is taken; with others it may be otherwise. */
function moving({ id }: PlannedWrite, { shape, where }: Probed): Follow[] {
  const moves = probeIndex(shape).probed(id)?.moves ?? [];
  return moves.map((other) => ({
    id: other,
    what: 'changes',
    by: id,
    because: `was seen to change with it (${where})`,
  }));
}
