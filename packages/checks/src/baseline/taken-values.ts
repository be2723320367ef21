// Which values a host takes in a part of a register, as it was probed.
import { extract, type RegisterId } from '@regscope/registers';
import { foretellValue } from '../foretell.ts';
import type { Probed } from '../probe-index.ts';
import { acceptedValues } from '../restore/accepted-values.ts';
import type { Shape } from '../restore/target.ts';
import type { Configuration } from './configuration.ts';
import type { Part } from './parts-of.ts';

type Asked = { id: RegisterId; choice: Configuration['choice']; part: Part };

/** The host's own value is always among them. `others`: values in question, where a part is too wide to try all. */
export function takenValues(shape: Shape, asked: Asked, others: readonly bigint[]): ReadonlySet<bigint> {
  const probed = shape.probed(asked.id);
  if (probed === undefined) return new Set();
  const { seg } = asked.part;
  const own = extract(probed.value, [seg]);
  if (asked.choice === 'answered') return new Set([own]);
  if (asked.choice === 'lengths') return new Set([own, ...takenOf(shape.early)]);
  if (asked.choice === 'counters') return new Set([own, ...counters(probed, others)]);
  const swept = acceptedOf(shape, asked);
  if (swept !== undefined) return swept;
  return new Set([own, ...candidates(probed, asked.part, others).filter((value) => takes(probed, asked.part, value))]);
}

/** Looked up often: a host is compared with many. */
function acceptedOf(shape: Shape, { id, part }: Asked): ReadonlySet<bigint> | undefined {
  const kept = accepted.get(shape) ?? new Map<RegisterId, ReadonlyMap<string, ReadonlySet<bigint>>>();
  accepted.set(shape, kept);
  const fields =
    kept.get(id) ?? new Map(acceptedValues(shape, id).map(({ seg, values }) => [seg.join(':'), values] as const));
  kept.set(id, fields);
  return fields.get(part.seg.join(':'));
}

const accepted = new WeakMap<Shape, Map<RegisterId, ReadonlyMap<string, ReadonlySet<bigint>>>>();

function takenOf(outcomes: ReadonlyMap<bigint, string>): bigint[] {
  return [...outcomes].flatMap(([value, outcome]) => (outcome === '=' ? [value] : []));
}

/** In a narrow part every value. */
function candidates(probed: Probed, { seg: [msb, lsb] }: Part, others: readonly bigint[]): bigint[] {
  const width = msb - lsb + 1;
  if (width <= 4) return Array.from({ length: 1 << width }, (_, value) => BigInt(value));
  return [...others, ...takenOf(probed.wholes)];
}

function takes(probed: Probed, { seg, mask }: Part, value: bigint): boolean {
  const whole = (probed.value & ~mask) | ((value << BigInt(seg[1])) & mask);
  return foretellValue(probed, whole).length === 0;
}

/** PMCR_EL0.N can be lowered, is fixed, or before Linux 6.7 is a number like any other (set_pmcr(), arch/arm64/kvm/sys_regs.c). */
function counters({ value, taken }: Probed, others: readonly bigint[]): bigint[] {
  const N = 0xf800n;
  if ((taken & N) === N) return [...others];
  if ((taken & N) === 0n) return [];
  return Array.from({ length: Number((value & N) >> 11n) + 1 }, (_, n) => BigInt(n));
}
