import {
  isReserved,
  type CatalogueRegister,
  type Field,
  type FieldKind,
  type Layout,
  type Segment,
} from './catalogue-register.ts';
import { evaluate, type Answer, type FieldRef, type Known } from './condition.ts';
import { fieldMeaning } from './field-meaning.ts';
import { sizeInBytes } from '../register-id.ts';

/** One field of one value. `certain` is false where the choice of the layout hangs on something that is not known. */
export type FieldRow = {
  name: string;
  msb: number;
  lsb: number;
  segs: readonly Segment[];
  kind: FieldKind;
  signed: boolean;
  value: bigint;
  meaning: string;
  feature: string | null;
  certain: boolean;
};

/** The fields of a value, from the highest bit to the lowest. Never throws; bits beyond the register are not looked at. */
export function decodeFields(register: CatalogueRegister, value: bigint, known: Known): FieldRow[] {
  const around = { ...known, field: (ref: FieldRef) => ownField({ register, value }, ref) ?? known.field(ref) };
  const layout = chooseLayout(register, around);
  if (layout === undefined) return [];
  const chosen = chooseFields(layout.of.fields, around, (sizeInBytes(register.id) ?? 8) * 8);
  return joined(chosen)
    .map((choice) => row(choice, value, layout.certain))
    .toSorted((a, b) => b.msb - a.msb);
}

/** The bits of a field out of a value, high piece first. */
export function extract(value: bigint, segs: readonly Segment[]): bigint {
  return segs.reduce((bits, [msb, lsb]) => (bits << width([msb, lsb])) | ((value >> BigInt(lsb)) & ones(msb, lsb)), 0n);
}

export function widthOf(segs: readonly Segment[]): number {
  return segs.reduce((bits, [msb, lsb]) => bits + msb - lsb + 1, 0);
}

type Choice = { field: Field; segs: readonly Segment[]; certain: boolean };

function chooseLayout({ layouts }: CatalogueRegister, known: Known): { of: Layout; certain: boolean } | undefined {
  const answers = layouts.map((of) => ({ of, answer: conditionOf(of, known) }));
  const best = answers.find(({ answer }) => answer !== 'no') ?? answers.at(-1);
  return best === undefined ? undefined : { of: best.of, certain: best.answer === 'yes' };
}

function chooseFields(fields: readonly Field[], known: Known, bits: number): Choice[] {
  const all = (1n << BigInt(bits)) - 1n;
  let taken = 0n;
  const chosen: Choice[] = [];
  for (const field of fields) {
    const mask = maskOf(field.segs);
    const answer = (mask & taken) === 0n && (mask & ~all) === 0n ? conditionOf(field, known) : 'no';
    if (answer === 'no') continue;
    chosen.push({ field, segs: field.segs, certain: answer === 'yes' });
    taken |= mask;
  }
  const without = withoutFeature(fields, all & ~taken);
  taken |= without.reduce((mask, { segs }) => mask | maskOf(segs), 0n);
  return [...chosen, ...without, ...leftOver(all & ~taken, bits)];
}

function conditionOf({ when }: { when: Layout['when'] }, known: Known): Answer {
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
    found.push({ field: { ...field, kind: 'res0', slice: null }, segs: field.segs, certain: true });
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
    runs.push({ field: { ...absent, segs: [[msb, lsb]] }, segs: [[msb, lsb]], certain: true });
    lsb = msb;
  }
  return runs;
}

const absent: Field = {
  name: 'RES0',
  segs: [],
  kind: 'res0',
  signed: false,
  when: null,
  slice: null,
  values: [],
  feature: null,
};

/** `VA[52:49]` and `VA[48:2]` become one row. */
function joined(choices: readonly Choice[]): Choice[] {
  const whole = choices.filter(({ field }) => field.slice === null);
  const pieces = choices.filter(({ field }) => field.slice !== null);
  return [...whole, ...[...new Set(pieces.map(({ field }) => field.name))].map((name) => join(pieces, name))];
}

function join(pieces: readonly Choice[], name: string): Choice {
  const group = pieces
    .filter(({ field }) => field.name === name)
    .toSorted((a, b) => (b.field.slice?.[0] ?? 0) - (a.field.slice?.[0] ?? 0));
  const field = group[0]?.field ?? absent;
  return { field, segs: group.flatMap(({ segs }) => segs), certain: group.every(({ certain }) => certain) };
}

function row({ field, segs, certain }: Choice, whole: bigint, layoutCertain: boolean): FieldRow {
  const { name, kind, signed, feature } = field;
  const value = extract(whole, segs);
  const msb = Math.max(...segs.map(([high]) => high));
  const lsb = Math.min(...segs.map(([, low]) => low));
  const meaning = fieldMeaning(field, { value, width: widthOf(segs) });
  return { name, msb, lsb, segs, kind, signed, value, meaning, feature, certain: certain && layoutCertain };
}

/** A register's layout may hang on its own fields, as ESR_EL1's does on EC. */
function ownField({ register, value }: { register: CatalogueRegister; value: bigint }, ref: FieldRef) {
  if (ref.register !== register.name) return undefined;
  const field = register.layouts.flatMap(({ fields }) => fields).find(({ name }) => name === ref.field);
  return field === undefined ? undefined : { value: extract(value, field.segs), width: widthOf(field.segs) };
}

function maskOf(segs: readonly Segment[]): bigint {
  return segs.reduce((mask, [msb, lsb]) => mask | (ones(msb, lsb) << BigInt(lsb)), 0n);
}

const width = ([msb, lsb]: Segment) => BigInt(msb - lsb + 1);
const ones = (msb: number, lsb: number) => (1n << width([msb, lsb])) - 1n;
