// Which of a layout's fields a value has: the first of those that want the same bits, and what is left over as reserved.
import { isReserved, type Field, type Layout, type Segment } from './catalogue-register.ts';
import { maskOf } from './bits-of.ts';
import { evaluate, type Answer, type Known } from './condition.ts';
import { openFacts } from './open-facts.ts';

export type Choice = { field: Field; segs: readonly Segment[]; certain: boolean; dependsOn: readonly string[] };

export function chooseFields(fields: readonly Field[], known: Known, bits: number): Choice[] {
  const all = (1n << BigInt(bits)) - 1n;
  let taken = 0n;
  const chosen: Choice[] = [];
  for (const field of fields) {
    const mask = maskOf(field.segs);
    const answer = (mask & taken) === 0n && (mask & ~all) === 0n ? conditionOf(field, known) : 'no';
    if (answer === 'no') continue;
    chosen.push({ field, segs: field.segs, certain: answer === 'yes', dependsOn: openFacts(field.when, known) });
    taken |= mask;
  }
  const without = withoutFeature(fields, all & ~taken);
  taken |= without.reduce((mask, { segs }) => mask | maskOf(segs), 0n);
  return [...chosen, ...without, ...leftOver(all & ~taken, bits)];
}

export function conditionOf({ when }: { when: Layout['when'] }, known: Known): Answer {
  return when === null ? 'yes' : evaluate(when, known);
}

/** A field whose condition fails is RES0 here; it keeps its name, so that a bit set all the same can be spoken of. */
function withoutFeature(fields: readonly Field[], free: bigint): Choice[] {
  const found: Choice[] = [];
  let left = free;
  for (const field of fields) {
    const mask = maskOf(field.segs);
    if (isReserved(field.kind) || (mask & ~left) !== 0n) continue;
    left &= ~mask;
    found.push({ field: { ...field, kind: 'res0', slice: null }, segs: field.segs, certain: true, dependsOn: [] });
  }
  return found;
}

/** Bits that no field of this machine has are reserved: in the manual a field without its feature is RES0. */
function leftOver(mask: bigint, bits: number): Choice[] {
  const runs: Choice[] = [];
  for (let lsb = 0; lsb < bits; lsb++) {
    if (((mask >> BigInt(lsb)) & 1n) === 0n) continue;
    let msb = lsb;
    while (((mask >> BigInt(msb + 1)) & 1n) === 1n) msb++;
    runs.push({ field: { ...absent, segs: [[msb, lsb]] }, segs: [[msb, lsb]], certain: true, dependsOn: [] });
    lsb = msb;
  }
  return runs;
}

export const absent: Field = {
  name: 'RES0',
  segs: [],
  kind: 'res0',
  signed: false,
  when: null,
  slice: null,
  values: [],
  feature: null,
  decides: [],
};
