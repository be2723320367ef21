import type { ProbedShape } from '@regscope/captures';
import { catalogue } from '@regscope/catalogs';
import type { TrialResult } from '@regscope/kvm';
import { extract, formatRegisterId, hex, isReserved, type RegisterId, type Segment } from '@regscope/registers';
import { attemptAll, FIRST, type Room } from './bench.ts';
import { outcomeOf, withField } from './outcome.ts';

export type Held = { id: RegisterId; value: bigint };
type Field = Held & { seg: Segment };
type Sweep = ProbedShape['sweeps'][number];
type Lowest = ProbedShape['lowest'][number];

/** Every value of every field of at most four bits, one field at a time. */
export async function sweepAll(room: Room, registers: readonly Held[]): Promise<Sweep[]> {
  const fields = registers.flatMap(fieldsOf);
  const trials = { all: fields.flatMap(trialsOf), watch: false, atOnce: TRIALS_AT_ONCE, what: 'values of fields' };
  const sweeps = sweepsOf(fields, await attemptAll(room, trials));
  return sweeps.filter(({ outcomes }) => outcomes.filter((outcome) => !isRefusal(outcome)).length > 1);
}

/** A field that takes nothing but what it holds is left out. */
function isRefusal(outcome: string): boolean {
  return /^(?:E|errno)/.test(outcome);
}

const TRIALS_AT_ONCE = 2048;
const WIDEST = 4;

/** ID registers are made of nibbles, whatever they mean; elsewhere the catalogue says where a small field lies. */
function fieldsOf({ id, value }: Held): Field[] {
  if (isIdRegister(id)) return nibbles.map((seg) => ({ id, value, seg }));
  const fields =
    catalogue('arm64')
      .details(id)
      ?.layouts.flatMap((layout) => layout.fields) ?? [];
  const small = fields
    .filter(({ kind, segs }) => !isReserved(kind) && segs.length === 1)
    .flatMap(({ segs }) => segs)
    .filter(([msb, lsb]) => msb - lsb > 0 && msb - lsb < WIDEST);
  const distinct = new Map(small.map((seg) => [seg.join(':'), seg]));
  return [...distinct.values()].map((seg) => ({ id, value, seg }));
}

const nibbles = Array.from({ length: 16 }, (_, n): Segment => [n * 4 + 3, n * 4]);

/** op0 3, op1 0, CRn 0, CRm 1 to 7 (arch/arm64/kvm/sys_regs.c, is_id_reg(), Linux 7.3). */
export function isIdRegister(id: RegisterId): boolean {
  const low = id - 0x6030_0000_0013_c000n;
  return low >= 0x8n && low < 0x40n;
}

function trialsOf({ id, value, seg }: Field): Held[] {
  const count = 1 << (seg[0] - seg[1] + 1);
  return Array.from({ length: count }, (_, bits) => ({ id, value: withField(value, seg, BigInt(bits)) }));
}

function sweepsOf(fields: readonly Field[], results: readonly TrialResult[]): Sweep[] {
  let at = 0;
  return fields.map(({ id, seg }) => {
    const count = 1 << (seg[0] - seg[1] + 1);
    const outcomes = results.slice(at, at + count).map((result) => outcomeOf(result, seg));
    at += count;
    return { id: formatRegisterId(id), msb: seg[0], lsb: seg[1], outcomes };
  });
}

/** Each field at the lowest value that is taken, and at all ones, which is the lowest of a signed one: what the VM lists and holds then. */
export async function lowestOf(room: Room, registers: readonly Held[], sweeps: readonly Sweep[]): Promise<Lowest[]> {
  const values = new Map(registers.map(({ id, value }) => [formatRegisterId(id), { id, value }]));
  const fields = sweeps.flatMap(({ id, msb, lsb, outcomes }) => {
    const held = values.get(id);
    return held === undefined ? [] : lowValues(held, [msb, lsb], outcomes);
  });
  const trials = { all: fields, watch: true, atOnce: LOWEST_AT_ONCE, what: 'fields at their lowest' };
  const results = await attemptAll(room, trials);
  return results.flatMap((result, n) => lowestRow(fields[n]?.seg, result));
}

const LOWEST_AT_ONCE = 16;

function lowValues({ id, value }: Held, seg: Segment, outcomes: readonly string[]): Field[] {
  const now = extract(value, [seg]);
  const taken = outcomes.flatMap((outcome, bits) => (outcome === '=' && BigInt(bits) !== now ? [BigInt(bits)] : []));
  const ones = BigInt(outcomes.length - 1);
  const lowest = taken.filter((bits) => bits === taken[0] || bits === ones);
  return lowest.map((bits) => ({ id, seg, value: withField(value, seg, bits) }));
}

function lowestRow(seg: Segment | undefined, { id, value, status, listStatus, ...seen }: TrialResult): Lowest[] {
  if (seg === undefined || status !== null || listStatus !== null) return [];
  return [
    {
      id: formatRegisterId(id),
      msb: seg[0],
      lsb: seg[1],
      value: hex(value),
      gained: seen.gained.map(formatRegisterId),
      lost: seen.lost.map(formatRegisterId),
      changed: seen.changed
        .filter(({ id: other, vcpu }) => vcpu === FIRST && other !== id)
        .map(({ id: other, value: then }) => ({
          id: formatRegisterId(other),
          value: then === null ? null : hex(then),
        })),
    },
  ];
}
