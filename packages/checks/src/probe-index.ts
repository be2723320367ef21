import type { ProbedRegister, ProbedShape } from '@regscope/captures';

type Sweep = ProbedShape['sweeps'][number];

/** A probed shape by register: made on the first question and kept as long as the shape is. Ids are as captures hold them. */
export type ProbeIndex = {
  register: (id: string) => ProbedRegister | undefined;
  /** What became of each value of a field of the register, field by field. */
  sweeps: (id: string) => readonly Sweep[];
  /** What became of whole values, by value; undefined where the register is not one that is written as a whole. */
  wholes: (id: string) => ReadonlyMap<string, string> | undefined;
  lists: (id: string) => boolean;
};

export function probeIndex(shape: ProbedShape): ProbeIndex {
  const kept = indexes.get(shape) ?? make(shape);
  indexes.set(shape, kept);
  return kept;
}

const indexes = new WeakMap<ProbedShape, ProbeIndex>();

function make({ registers, sweeps, tried, listed }: ProbedShape): ProbeIndex {
  const byId = new Map(registers.map((register) => [register.id, register]));
  const fields = new Map<string, Sweep[]>();
  for (const sweep of sweeps) fields.set(sweep.id, [...(fields.get(sweep.id) ?? []), sweep]);
  const wholes = new Map<string, Map<string, string>>();
  for (const { id, value, outcome } of tried) wholes.set(id, (wholes.get(id) ?? new Map()).set(value, outcome));
  const ids = new Set(listed);
  return {
    register: (id) => byId.get(id),
    sweeps: (id) => fields.get(id) ?? [],
    wholes: (id) => wholes.get(id),
    lists: (id) => ids.has(id),
  };
}
