import type { DraftField, DraftRegister, DraftValue, Segment } from './draft.ts';
import { kernelSlips } from './own-labels.ts';

/** Labels for values that neither Arm's package nor the kernel names: register, field, then value by its bits. */
export type OwnLabels = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** Arm's fields, with the kernel's names for values, and the kernel's fields where Arm's release has none yet. */
export function merge(arm: DraftRegister, linux: DraftRegister | undefined, own: OwnLabels): DraftRegister {
  const theirs = (linux?.layouts.at(-1)?.fields ?? []).map((field) => ({
    ...field,
    values: field.values.filter(({ pattern }) => !kernelSlips[`${arm.name}.${field.name}`]?.includes(pattern)),
  }));
  const labelled = arm.layouts.map((layout) => ({
    ...layout,
    fields: layout.fields.map((field) => labelField(field, theirs, own[arm.of] ?? own[arm.name] ?? {})),
  }));
  const [first, ...rest] = labelled;
  const known = labelled.flatMap(({ fields }) => fields);
  const newer = theirs
    .filter((field) => isNewer(field, known))
    .map((field) => ({
      ...field,
      values: field.values.map((value) => ({ ...value, label: readable(value.label, field.name) })),
    }));
  // Where Arm's release has one layout, one that holds with a further feature is newer.
  const prefixed = rest.length === 0 ? (linux?.layouts.slice(0, -1) ?? []) : [];
  const layouts = first === undefined ? (linux?.layouts ?? []) : [...prefixed, withNewer(first, newer), ...rest];
  const source = linux === undefined || theirs.length === 0 ? 'arm' : `arm, ${linux.source}`;
  return { ...arm, layouts, source };
}

function labelField(
  field: DraftField,
  theirs: readonly DraftField[],
  own: Readonly<Record<string, Readonly<Record<string, string>>>>,
): DraftField {
  const same = theirs.find((one) => one.kind === '' && one.segs.join() === field.segs.join());
  const mine = own[field.name] ?? own[field.name.replace(/\d+$/, '<n>')] ?? {};
  const known = new Map(
    same?.values.map(({ pattern, label }): [string, string] => [pattern, readable(label, field.name)]),
  );
  const extra = [...known, ...Object.entries(mine)]
    .filter(([pattern]) => !pattern.includes('.') && !field.values.some((value) => value.pattern === pattern))
    .map(([pattern, label]): DraftValue => ({ pattern, to: null, label }));
  const values = field.values.map((value) => ({
    ...value,
    label:
      mine[value.to === null ? value.pattern : `${value.pattern}..${value.to}`] ??
      known.get(value.pattern) ??
      value.label,
  }));
  const all = [...values, ...extra.filter(({ pattern }, at) => extra.findIndex((o) => o.pattern === pattern) === at)];
  const name = field.kind === 'impdef' && same !== undefined ? same.name : field.name;
  return { ...field, name, signed: field.signed || same?.signed === true, values: all };
}

/** The kernel writes VAL_0001 where it has no name: then the number says as much. */
function readable(label: string, name: string): string {
  const bits = /^VAL_([01]+)$/.exec(label)?.[1];
  return bits === undefined ? label : `${name} ${Number.parseInt(bits, 2)}`;
}

function isNewer(field: DraftField, ours: readonly DraftField[]): boolean {
  return (
    field.kind === '' &&
    ours.every((one) => !overlaps(one, field) || one.kind === 'res0') &&
    ours.some((one) => overlaps(one, field))
  );
}

function withNewer<L extends { fields: readonly DraftField[] }>(layout: L, newer: readonly DraftField[]): L {
  if (newer.length === 0) return layout;
  const left = layout.fields.flatMap((field) =>
    field.kind === 'res0'
      ? newer.reduce<readonly DraftField[]>((rest, cut) => rest.flatMap((one) => without(one, cut)), [field])
      : [field],
  );
  return { ...layout, fields: [...left, ...newer] };
}

function without(field: DraftField, cut: DraftField): DraftField[] {
  const [high, low] = cut.segs[0] ?? [0, 0];
  return field.segs.flatMap(([msb, lsb]) => {
    if (msb < low || lsb > high) return [{ ...field, segs: [[msb, lsb]] as Segment[] }];
    const pieces: Segment[] = [];
    if (msb > high) pieces.push([msb, high + 1]);
    if (lsb < low) pieces.push([low - 1, lsb]);
    return pieces.map((seg) => ({ ...field, segs: [seg] }));
  });
}

function overlaps(a: DraftField, b: DraftField): boolean {
  return a.segs.some(([high, low]) => b.segs.some(([msb, lsb]) => lsb <= high && msb >= low));
}
