import { extract, widthOf } from './bits-of.ts';
import type { CatalogueRegister, Field, FieldKind, FieldValue, Layout, Segment } from './catalogue-register.ts';
import { absent, chooseFields, conditionOf, type Choice } from './choose-fields.ts';
import { evaluate, type FieldRef, type Known } from './condition.ts';
import { fieldMeaning } from './field-meaning.ts';
import { openFacts } from './open-facts.ts';
import { sizeInBytes } from '../register-id.ts';

/** One field of one value. `certain` is false where the choice of the layout hangs on something that is not known. */
export type FieldRow = {
  name: string;
  msb: number;
  lsb: number;
  segs: readonly Segment[];
  kind: FieldKind;
  signed: boolean;
  /** What the catalogue says of the values that it may take; `fieldChoices` makes a list of them. */
  values: readonly FieldValue[];
  value: bigint;
  meaning: string;
  feature: string | null;
  certain: boolean;
  /** What would have to be known to be certain: `HCR_EL2.E2H`, `FEAT_SVE`. Empty where all is known. */
  dependsOn: readonly string[];
};

/** The fields of a value, from the highest bit to the lowest. Never throws; bits beyond the register are not looked at. */
export function decodeFields(register: CatalogueRegister, value: bigint, known: Known): FieldRow[] {
  const around = { ...known, field: (ref: FieldRef) => ownField({ register, value }, ref) ?? known.field(ref) };
  const layout = chooseLayout(register, around);
  if (layout === undefined) return [];
  const chosen = chooseFields(layout.of.fields, around, (sizeInBytes(register.id) ?? 8) * 8);
  return joined(chosen)
    .map((choice) => row(choice, value, { ...layout, known: around }))
    .toSorted((a, b) => b.msb - a.msb);
}

type LayoutChoice = { of: Layout; certain: boolean; dependsOn: readonly string[] };

function chooseLayout({ layouts }: CatalogueRegister, known: Known): LayoutChoice | undefined {
  const answers = layouts.map((of) => ({ of, answer: conditionOf(of, known) }));
  const best = answers.find(({ answer }) => answer !== 'no') ?? answers.at(-1);
  if (best === undefined) return undefined;
  return { of: best.of, certain: best.answer === 'yes', dependsOn: openFacts(best.of.when, known) };
}

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
  return {
    field,
    segs: group.flatMap(({ segs }) => segs),
    certain: group.every(({ certain }) => certain),
    dependsOn: group.flatMap(({ dependsOn }) => dependsOn),
  };
}

function row(
  { field, segs, certain, dependsOn }: Choice,
  whole: bigint,
  layout: LayoutChoice & { known: Known },
): FieldRow {
  const { name, kind, signed, values } = field;
  const value = extract(whole, segs);
  const msb = Math.max(...segs.map(([high]) => high));
  const lsb = Math.min(...segs.map(([, low]) => low));
  const meaning = fieldMeaning(field, { value, width: widthOf(segs) });
  return {
    name,
    msb,
    lsb,
    segs,
    kind,
    signed,
    values,
    value,
    meaning,
    feature: featureOf(field, layout.known),
    certain: certain && layout.certain,
    dependsOn: [...new Set([...layout.dependsOn, ...dependsOn])],
  };
}

/** Of several features that a field decides: the most that it says is there, else the first that it could. */
function featureOf({ decides, feature }: Field, known: Known): string | null {
  return decides.findLast(({ is }) => evaluate(is, known) === 'yes')?.feature ?? feature;
}

/** A register's layout may hang on its own fields, as ESR_EL1's does on EC. */
function ownField({ register, value }: { register: CatalogueRegister; value: bigint }, ref: FieldRef) {
  if (ref.register !== '' && ref.register !== register.name) return undefined;
  const field = register.layouts.flatMap(({ fields }) => fields).find(({ name }) => name === ref.field);
  return field === undefined ? undefined : { value: extract(value, field.segs), width: widthOf(field.segs) };
}
