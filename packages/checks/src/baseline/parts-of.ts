// Into which parts a register falls of which each is settled by itself, and by which rule.
import { catalogue, guestRules, type SafeValueRule } from '@regscope/catalogs';
import { maskOf, type RegisterId, type Segment } from '@regscope/registers';
import type { Probed } from '../probe-index.ts';
import type { Configuration } from './configuration.ts';

/** `bits`: each bit says that something is there. `same`: one number is as good as another, but it is one for all. */
export type PartRule = SafeValueRule | { seg: Segment; signed: false; rule: 'bits' | 'same' };
export type Part = { seg: Segment; mask: bigint; rule: PartRule };

/**
 * The parts in which `differing` bits lie. A field that was swept on one of the hosts is a part as it was swept; beside these the
 * kernel's own rules say what a field is; the rest is settled bit by bit, as nothing tells which bits are one number.
 */
export function partsOf(
  id: RegisterId,
  { choice }: Configuration,
  { probed, differing }: { probed: readonly Probed[]; differing: bigint },
): Part[] {
  if (choice === 'counters') return [whole([15, 11], 'lower')];
  if (choice === 'number') return [whole([63, 0], 'lower')];
  if (choice === 'lengths') return [whole([511, 0], 'lower')];
  if (choice === 'same' || choice === 'answered') return [whole([63, 0], 'same')];
  const swept = choice === 'fields' ? sweptIn(probed) : [];
  return fieldParts(id, swept).flatMap((part) => ((part.mask & differing) === 0n ? [] : [part]));
}

function whole(seg: Segment, rule: 'lower' | 'same'): Part {
  return { seg, mask: maskOf([seg]), rule: { seg, rule, signed: false } };
}

function sweptIn(probed: readonly Probed[]): Segment[] {
  const found = new Map<string, Segment>();
  for (const { fields } of probed)
    for (const { lsb, outcomes } of fields) {
      const seg: Segment = [Number(lsb) + Math.log2(outcomes.length) - 1, Number(lsb)];
      found.set(seg.join(':'), seg);
    }
  return [...found.values()];
}

function fieldParts(id: RegisterId, swept: readonly Segment[]): Part[] {
  const rules = guestRules(catalogue('arm64').nameOf(id) ?? '');
  const parts: Part[] = [];
  let left = (1n << 64n) - 1n;
  const add = (seg: Segment, rule: PartRule) => {
    const mask = maskOf([seg]);
    // What begins in a part and ends outside it is no field of its own.
    if ((left & mask) !== mask) return;
    left &= ~mask;
    parts.push({ seg, mask, rule });
  };
  for (const seg of swept.toSorted((a, b) => b[0] - b[1] - (a[0] - a[1]))) add(seg, ruleFor(seg, rules));
  for (const rule of rules) add(rule.seg, rule);
  for (let bit = 63; bit >= 0; bit--) add([bit, bit], { seg: [bit, bit], signed: false, rule: 'bits' });
  return parts;
}

function ruleFor(seg: Segment, rules: readonly SafeValueRule[]): PartRule {
  return rules.find((rule) => rule.seg.join(':') === seg.join(':')) ?? { seg, signed: false, rule: 'bits' };
}
