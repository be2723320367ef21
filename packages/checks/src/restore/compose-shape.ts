// What a VM with a choice of features would be like that was not probed itself, from those that were: register by register from a VM that
// differs only in features that were seen not to matter to that register.
import type { Probe, ProbedShape } from '@regscope/captures';

type Row = { there: boolean; text: string };

/**
 * Undefined where no VM was made that has all of them (some exclude each other), and where no VM is known to be like it in some
 * register.
 */
export function composeShape({ shapes }: Pick<Probe, 'shapes'>, features: readonly string[]): ProbedShape | undefined {
  if (!shapes.some((one) => features.every((name) => one.features.includes(name)))) return undefined;
  const steps = shapes.flatMap((a) => shapes.flatMap((b) => stepBetween(a, b) ?? []));
  const ids = [...new Set(shapes.flatMap(({ listed }) => listed))];
  const from = new Map<string, ProbedShape>();
  for (const id of ids) {
    const like = shapes.find((one) => isLike(one, { id, features, steps }));
    if (like === undefined) return undefined;
    from.set(id, like);
  }
  return composed(features, from);
}

/** Whether all features in which the two choices differ were seen not to matter to the register, where it is as it is here. */
function isLike(
  shape: ProbedShape,
  { id, features, steps }: { id: string; features: readonly string[]; steps: readonly Step[] },
): boolean {
  const { there } = rowOf(shape, id);
  const varied = [...shape.features, ...features].filter(
    (name) => shape.features.includes(name) !== features.includes(name),
  );
  return varied.every((name) => {
    const tried = steps.filter(({ feature }) => feature === name);
    return tried.some(({ a }) => rowOf(a, id).there === there) && tried.every(({ a, b }) => isSame(a, b, id));
  });
}

type Step = { feature: string; a: ProbedShape; b: ProbedShape };

/** Two VMs that differ in one feature, which the second has more. */
function stepBetween(a: ProbedShape, b: ProbedShape): Step | undefined {
  if (b.features.length !== a.features.length + 1) return undefined;
  const more = b.features.filter((name) => !a.features.includes(name));
  const [feature] = more;
  return feature === undefined || more.length > 1 ? undefined : { feature, a, b };
}

function isSame(a: ProbedShape, b: ProbedShape, id: string): boolean {
  const [one, other] = [rowOf(a, id), rowOf(b, id)];
  return one.there === other.there && (one.text === other.text || one.text === '' || other.text === '');
}

/** Everything that was seen of a register before any vCPU ran; but of a counter that tells when it was looked at, and nothing else. */
function rowOf(shape: ProbedShape, id: string): Row {
  return rowsOf(shape).get(id) ?? { there: false, text: '' };
}

function rowsOf(shape: ProbedShape): ReadonlyMap<string, Row> {
  const kept = rows.get(shape);
  if (kept !== undefined) return kept;
  const parts = new Map<string, unknown[]>(shape.listed.map((id) => [id, []]));
  for (const { id, value, moving, new: flips } of shape.registers)
    parts.get(id)?.push(...(moving === undefined ? [flips, value] : ['moves']));
  for (const { id, ...sweep } of shape.sweeps) parts.get(id)?.push(sweep);
  for (const { id, ...tried } of shape.tried) parts.get(id)?.push(tried);
  for (const { set, clear, ...ways } of shape.pairs) for (const id of [set, clear]) parts.get(id)?.push(ways);
  const made = new Map(
    [...parts].map(([id, all]) => [id, { there: true, text: all.length === 0 ? '' : JSON.stringify(all) }]),
  );
  rows.set(shape, made);
  return made;
}

const rows = new WeakMap<ProbedShape, ReadonlyMap<string, Row>>();

function composed(features: readonly string[], from: ReadonlyMap<string, ProbedShape>): ProbedShape {
  const parts = new Set(from.values());
  const own = <T extends { id: string }>(of: (shape: ProbedShape) => readonly T[]): T[] =>
    [...parts].flatMap((shape) => of(shape).filter(({ id }) => from.get(id) === shape));
  const listed = [...from].flatMap(([id, shape]) => (shape.listed.includes(id) ? [id] : []));
  return {
    features: [...features],
    again: false,
    listed,
    registers: own(({ registers }) => registers),
    sweeps: own(({ sweeps }) => sweeps),
    lowest: [],
    tried: own(({ tried }) => tried),
    early: [],
    pairs: [...parts].flatMap((shape) => shape.pairs.filter(({ set }) => from.get(set) === shape)),
  };
}
