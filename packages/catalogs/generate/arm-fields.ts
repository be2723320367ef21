import { conditionText } from './arm-condition.ts';
import { armValues } from './arm-values.ts';
import { isNode, nodes, number, text, type Json } from './json.ts';
import type { DraftField, DraftLayout, Segment } from './draft.ts';

type Node = { readonly [key: string]: Json };

/** Where a node's bits lie: `at[i]` is the bit of the register that holds bit i of the node. */
type Place = { at: readonly number[]; when: readonly string[] };

/** A fieldset of Arm's package as one flat layout. */
export function armLayout(fieldset: Node): DraftLayout {
  const width = number(fieldset['width']);
  const place: Place = { at: Array.from({ length: width }, (_, bit) => bit), when: [] };
  const links = linksOf(fieldset);
  return {
    when: conditionText(fieldset['condition'] ?? null),
    width,
    fields: nodes(fieldset['values']).flatMap((each) => flatten(each, place, links)),
  };
}

type Links = readonly { field: string; value: string; links: Node }[];

function flatten(node: Node, place: Place, links: Links): DraftField[] {
  const here = { ...place, at: bitsOf(node, place) };
  switch (text(node['_type'])) {
    case 'Fields.Reserved':
      return [reserved(text(node['value']), here)];
    case 'Fields.ConditionalField':
      return conditional(node, here, links);
    case 'Fields.Array':
    case 'Fields.Vector':
      return elements(node, here);
    case 'Fields.Dynamic':
      return dynamic(node, here, links);
    case 'Fields.ImplementationDefined':
      return [draft({ name: text(node['name']) || 'IMPDEF', kind: 'impdef' }, here)];
    default:
      return [plain(node, here)];
  }
}

function plain(node: Node, place: Place): DraftField {
  const constant = node['value'];
  const values = armValues(node['values'] ?? (isNode(constant) ? (constant['constraints'] ?? constant) : null));
  return draft({ name: text(node['name']), values }, place);
}

function reserved(value: string, place: Place): DraftField {
  const kind = /^(RES0|RES1|RAZ|RAO|UNKNOWN)/.exec(value.toUpperCase())?.[1]?.toLowerCase() ?? 'res0';
  return draft({ name: '', kind }, place);
}

/** Alternatives for the same bits, the bits of each counted from the lowest of the whole. */
function conditional(node: Node, place: Place, links: Links): DraftField[] {
  const alternatives = nodes(node['fields']).flatMap((each) => {
    const condition = conditionText(each['condition'] ?? null);
    const field = each['field'];
    const when = condition === '' ? place.when : [...place.when, condition];
    return field !== undefined && isNode(field) ? flatten(field, { ...place, when }, links) : [];
  });
  const certain = alternatives.findIndex(({ when }) => when === place.when.join(' && '));
  if (certain !== -1 && place.when.length === 0) return alternatives.slice(0, certain + 1);
  const kind = text(node['reservedtype']);
  return kind === '' || kind === 'RES0' ? alternatives : [...alternatives, reserved(kind, place)];
}

function elements(node: Node, place: Place): DraftField[] {
  const variable = `<${text(node['index_variable'])}>`;
  const numbers = nodes(node['indexes']).flatMap((range) =>
    Array.from({ length: number(range['width']) }, (_, n) => number(range['start']) + n),
  );
  const width = place.at.length / numbers.length;
  const values = armValues(node['values'] ?? null);
  const ascending = numbers.toSorted((a, b) => a - b);
  return ascending.map((n, index) => {
    const at = place.at.slice(index * width, (index + 1) * width);
    return draft({ name: text(node['name']).replaceAll(variable, String(n)), values }, { ...place, at });
  });
}

/** ESR_ELx.ISS: what its bits mean hangs on the class, whose values are linked to the instances by name. */
function dynamic(node: Node, place: Place, links: Links): DraftField[] {
  const name = text(node['name']);
  const instances = nodes(node['instances']).flatMap((instance) => {
    const label = text(instance['name']);
    const cases = links.filter((link) => text(link.links[name]) === label);
    const fieldsOf = cases.map(({ value }) => value).join(',');
    const condition = cases.length === 0 ? `Text(${label})` : `SELF.${cases[0]?.field ?? ''} IN {${fieldsOf}}`;
    const inside = { ...place, when: [...place.when, condition] };
    return nodes(instance['values']).flatMap((each) => flatten(each, inside, links));
  });
  return [...instances, draft({ name }, place)];
}

function linksOf(fieldset: Node): Links {
  return nodes(fieldset['values']).flatMap((field) => linksIn(field['values'] ?? null, text(field['name'])));
}

/** Links lie beside values, and below conditions on them. */
function linksIn(node: Json, field: string): Links {
  if (!isNode(node)) return nodes(node).flatMap((each) => linksIn(each, field));
  const own = node['links'];
  if (own !== undefined && isNode(own)) return [{ field, value: text(node['value']), links: own }];
  return linksIn(node['values'] ?? [], field);
}

function draft(what: Partial<DraftField> & { name: string }, { at, when }: Place): DraftField {
  const [, name = what.name, high, low] = /^(.*)\[(\d+)(?::(\d+))?\]$/.exec(what.name) ?? [];
  const slice: Segment | null = high === undefined ? null : [Number(high), Number(low ?? high)];
  const condition = when.length === 1 ? (when[0] ?? '') : when.map((each) => `(${each})`).join(' && ');
  return {
    kind: '',
    signed: false,
    values: [],
    from: 'arm',
    ...what,
    name: name.replaceAll(' ', '_'),
    slice,
    segs: segments(at),
    when: condition,
  };
}

/** The package names the pieces of a split field from the highest to the lowest, wherever they lie. */
function bitsOf(node: Node, { at }: Place): number[] {
  return nodes(node['rangeset'])
    .toReversed()
    .flatMap((range) => at.slice(number(range['start']), number(range['start']) + number(range['width'])));
}

/** Bits, lowest first, as pieces, highest first. */
function segments(at: readonly number[]): Segment[] {
  const found: Segment[] = [];
  for (const bit of at) {
    const last = found[0];
    if (last !== undefined && last[0] + 1 === bit) found[0] = [bit, last[1]];
    else found.unshift([bit, bit]);
  }
  return found;
}
