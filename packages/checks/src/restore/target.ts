// What is known of a host, for VMs with certain features: the small part of its capture that says what a restore there would do.
import type { Capture, Probe, ProbedShape } from '@regscope/captures';
import { idFromHex, maskOf, type RegisterId, sizeInBytes } from '@regscope/registers';
import { capturedBits } from '../captured-bits.ts';
import { composeShape } from './compose-shape.ts';
import { WORKAROUND_2 } from './rules/firmware.ts';
import { isEventCounter } from './rules/pmu.ts';
import { SVE_VLS } from './rules/vectors.ts';
import { probeIndex, type ProbeIndex } from '../probe-index.ts';

/** With these bits in an ID register, the VM lists `lost` no more, and `changed` read otherwise. */
type Hiding = {
  mask: bigint;
  bits: bigint;
  lost: readonly RegisterId[];
  changed: readonly { id: RegisterId; value: bigint }[];
};

/** A shape that was probed there, as a restore meets it. */
export type Shape = {
  features: readonly string[];
  listed: readonly RegisterId[];
  lists: ProbeIndex['lists'];
  probed: ProbeIndex['probed'];
  pairOf: ProbeIndex['pairOf'];
  /** What a fresh VM holds. */
  fresh: ReadonlyMap<RegisterId, bigint>;
  /** Of it, what can be written back whatever was written before, and changes nothing else. */
  plain: ReadonlyMap<RegisterId, bigint>;
  /** What became of sets of vector lengths, written before KVM_ARM_VCPU_FINALIZE. */
  early: ReadonlyMap<bigint, string>;
  hiding: ReadonlyMap<RegisterId, readonly Hiding[]>;
};

/**
 * `offered`: null where a file does not tell. `lacking`: features that the host does not offer; the shape is then that of a VM without them. `makes`: false where the host makes no VM
 * with the features that are left, null where nobody knows, and `because` says why.
 */
export type Target = {
  offered: readonly string[] | null;
  lacking: readonly string[];
  makes: boolean | null;
  because: string;
  shape: Shape | undefined;
};

type Host = Pick<Capture, 'host' | 'probe'>;

export function targetOf({ host, probe }: Host, features: readonly string[]): Target {
  const { offered } = host;
  const lacking = offered === null ? [] : features.filter((name) => !offered.includes(name));
  const given = features.filter((name) => !lacking.includes(name));
  const found = probe?.shapes.find((one) => isSameSet(one.features, given));
  if (probe === null) return { offered, lacking, makes: null, because: 'nothing was probed there', shape: undefined };
  if (found !== undefined) return { offered, lacking, makes: true, because: '', shape: shapeOf(found, probe.shapes) };
  const refusal = probe.unmakeable.find((one) => isSameSet(one.features, given));
  if (refusal !== undefined)
    return {
      offered,
      lacking,
      makes: false,
      because: `makes no VM with these features: ${refusal.because}`,
      shape: undefined,
    };
  const alike = composedOf(probe, given);
  if (alike !== undefined) return { offered, lacking, makes: true, because: '', shape: shapeOf(alike, probe.shapes) };
  const because = `no VM with just the features ${given.join(', ') || '(none)'} was probed there`;
  return { offered, lacking, makes: null, because, shape: undefined };
}

function composedOf(probe: Probe, features: readonly string[]): ProbedShape | undefined {
  const kept = compositions.get(probe) ?? new Map<string, ProbedShape | undefined>();
  compositions.set(probe, kept);
  const key = features.toSorted().join();
  const found = kept.has(key) ? kept.get(key) : composeShape(probe, features);
  kept.delete(key);
  kept.set(key, found);
  const [oldest] = kept.keys();
  if (kept.size > MOST_COMPOSED && oldest !== undefined) kept.delete(oldest);
  return found;
}

const compositions = new WeakMap<Probe, Map<string, ProbedShape | undefined>>();

/** More than one answer asks for; whoever asks chooses features freely, so there is an end to them. */
const MOST_COMPOSED = 32;

const shapes = new WeakMap<ProbedShape, Shape>();

/**
 * Which field hides what, vector registers and sets of vector lengths are tried on the first shape that has them, and not again: they are
 * the same for the others.
 */
function shapeOf(shape: ProbedShape, all: readonly ProbedShape[]): Shape {
  const kept = shapes.get(shape);
  if (kept !== undefined) return kept;
  const lowest = shape.lowest.length > 0 ? shape.lowest : (all[0]?.lowest ?? []);
  const { lists, probed, pairOf } = probeIndex(shape);
  const elsewhere = (id: RegisterId) => all.map((one) => probeIndex(one).probed(id)).find((one) => one !== undefined);
  const probedIn = new Map(
    shape.listed.map(idFromHex).flatMap((id) => {
      const found = probed(id) ?? (isWide(id) ? elsewhere(id) : undefined);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
  const made: Shape = {
    features: shape.features,
    listed: shape.listed.map(idFromHex),
    lists,
    probed: (id) => probedIn.get(id),
    pairOf,
    fresh: new Map([...probedIn].map(([id, { value }]) => [id, value])),
    plain: new Map(
      [...probedIn].flatMap(([id, { value, same }]) =>
        (same === undefined || id === SVE_VLS) && !isEntangled(id, pairOf) ? [[id, value] as const] : [],
      ),
    ),
    early: new Map(all.flatMap(({ early }) => early.map(({ value, outcome }) => [capturedBits(value), outcome]))),
    hiding: hidingOf(lowest),
  };
  shapes.set(shape, made);
  return made;
}

function hidingOf(lowest: ProbedShape['lowest']): Shape['hiding'] {
  const rows = new Map<RegisterId, Hiding[]>();
  for (const { id, msb, lsb, value, lost, changed } of lowest) {
    if (lost.length === 0 && changed.length === 0) continue;
    const mask = maskOf([[msb, lsb]]);
    const row = {
      mask,
      bits: capturedBits(value) & mask,
      lost: lost.map(idFromHex),
      changed: changed.flatMap((one) =>
        one.value === null || lost.includes(one.id) ? [] : [{ id: idFromHex(one.id), value: capturedBits(one.value) }],
      ),
    };
    rows.set(idFromHex(id), [...(rows.get(idFromHex(id)) ?? []), row]);
  }
  return rows;
}

/** Pairs of one state, what the host answers for itself, and what is cut to the width that counters have in the end. */
function isEntangled(id: RegisterId, pairOf: ProbeIndex['pairOf']): boolean {
  return pairOf(id) !== undefined || id === WORKAROUND_2 || isEventCounter(id);
}

function isWide(id: RegisterId): boolean {
  return (sizeInBytes(id) ?? 0) > 16;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join() === b.toSorted().join();
}
