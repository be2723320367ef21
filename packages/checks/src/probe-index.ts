// A probed shape by register, with its masks as numbers: made on the first question and kept as long as the shape is.
import type { ProbedRegister, ProbedShape } from '@regscope/captures';
import { idFromHex, maskOf, type RegisterId } from '@regscope/registers';
import { capturedBits } from './captured-bits.ts';

/** What became of each value of a field, all else as it was: `=`, what the field held instead, or an errno. */
type SweptField = { mask: bigint; lsb: bigint; outcomes: readonly string[] };

/** What a fresh VM holds in a register, and what became of inverting each of its bits alone, and of whole values and fields. */
export type Probed = {
  value: bigint;
  /** The errno of writing back what was just read; undefined where that is taken. */
  same: string | undefined;
  moving: bigint;
  refused: readonly { errno: string; mask: bigint }[];
  taken: bigint;
  altered: bigint;
  ignored: bigint;
  fields: readonly SweptField[];
  wholes: ReadonlyMap<bigint, string>;
  moves: readonly RegisterId[];
};

type ProbedPair = { set: RegisterId; clear: RegisterId; bySet: Way; byClear: Way };
type Way = ProbedShape['pairs'][number]['bySet'];

export type ProbeIndex = {
  lists: (id: RegisterId) => boolean;
  probed: (id: RegisterId) => Probed | undefined;
  /** Two ids of one state. */
  pairOf: (id: RegisterId) => ProbedPair | undefined;
};

export function probeIndex(shape: ProbedShape): ProbeIndex {
  const kept = indexes.get(shape) ?? make(shape);
  indexes.set(shape, kept);
  return kept;
}

const indexes = new WeakMap<ProbedShape, ProbeIndex>();

function make({ registers, sweeps, tried, listed, pairs }: ProbedShape): ProbeIndex {
  const fields = byRegister(sweeps);
  const wholes = byRegister(tried);
  const byId = new Map(
    registers.map((one) => [idFromHex(one.id), asProbed(one, fields.get(one.id) ?? [], wholes.get(one.id) ?? [])]),
  );
  const all = pairs.map((pair) => ({ ...pair, set: idFromHex(pair.set), clear: idFromHex(pair.clear) }));
  const paired = new Map(all.flatMap((pair) => [[pair.set, pair] as const, [pair.clear, pair] as const]));
  const ids = new Set(listed.map(idFromHex));
  return { lists: (id) => ids.has(id), probed: (id) => byId.get(id), pairOf: (id) => paired.get(id) };
}

function byRegister<T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  return groups;
}

function asProbed(
  { value, moving, new: flips, moves = [] }: ProbedRegister,
  fields: ProbedShape['sweeps'],
  tried: ProbedShape['tried'],
): Probed {
  return {
    value: capturedBits(value),
    same: flips.same,
    moving: capturedBits(moving),
    refused: Object.entries(flips.refused ?? {}).map(([errno, mask]) => ({ errno, mask: capturedBits(mask) })),
    taken: capturedBits(flips.taken),
    altered: capturedBits(flips.altered) | capturedBits(flips.stuck),
    ignored: capturedBits(flips.ignored),
    fields: fields.map(({ msb, lsb, outcomes }) => ({ mask: maskOf([[msb, lsb]]), lsb: BigInt(lsb), outcomes })),
    wholes: new Map(tried.map((one) => [capturedBits(one.value), one.outcome])),
    moves: moves.map(idFromHex),
  };
}
