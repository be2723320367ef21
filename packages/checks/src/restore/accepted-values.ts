// What a host takes in the fields of a register before the first run, and which of those values suits a guest that knows another one.
import type { SafeValueRule } from '@regscope/catalogs';
import { extract, type RegisterId, type Segment } from '@regscope/registers';
import type { Probed } from '../probe-index.ts';
import type { Shape } from './target.ts';

/** `own`: what a fresh VM there has; `values`: with it, all that are stored as written. */
export type AcceptedField = { seg: Segment; mask: bigint; own: bigint; values: ReadonlySet<bigint> };

/** The fields that were swept; empty for a register that is not listed there. */
export function acceptedValues(shape: Shape, id: RegisterId): AcceptedField[] {
  const probed = shape.probed(id);
  if (probed === undefined) return [];
  const known = kept.get(probed) ?? fieldsOf(probed);
  kept.set(probed, known);
  return known;
}

const kept = new WeakMap<Probed, AcceptedField[]>();

function fieldsOf(probed: Probed): AcceptedField[] {
  return probed.fields.map(({ mask, lsb, outcomes }) => {
    const seg: Segment = [Number(lsb) + Math.log2(outcomes.length) - 1, Number(lsb)];
    const own = extract(probed.value, [seg]);
    const taken = outcomes.flatMap((outcome, value) => (outcome === '=' ? [BigInt(value)] : []));
    return { seg, mask, own, values: new Set([own, ...taken]) };
  });
}

/**
 * Of values that are taken, the one that tells a guest as much as possible and no more than `limit` (arch/arm64/kernel/cpufeature.c,
 * arm64_ftr_safe_value(), Linux 7.3). Undefined where none of them is safe for a guest that may have seen `limit`.
 */
export function safestValue(values: Iterable<bigint>, limit: bigint, rule: SafeValueRule): bigint | undefined {
  const order = (value: bigint) => (rule.signed ? BigInt.asIntN(rule.seg[0] - rule.seg[1] + 1, value) : value);
  const all = [...values].toSorted((a, b) => Number(order(a) - order(b)));
  const top = order(limit);
  if (rule.rule === 'lower') return all.findLast((value) => order(value) <= top);
  if (rule.rule === 'exact') return all.find((value) => value === limit) ?? all.find((value) => value === rule.safe);
  const above = all.find((value) => order(value) >= top);
  return rule.rule === 'higher-or-zero' && (limit === 0n || above === undefined)
    ? (all.find((value) => value === 0n) ?? above)
    : above;
}
