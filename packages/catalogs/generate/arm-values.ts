import { isNode, list, text, type Json } from './json.ts';
import type { DraftValue } from './draft.ts';

/** The values that Arm's package allows a field. It gives no meanings: those come from the kernel and from our own rows. */
export function armValues(node: Json): DraftValue[] {
  const found = collect(node);
  return found.filter(
    ({ pattern, to }, at) => found.findIndex((one) => one.pattern === pattern && one.to === to) === at,
  );
}

function collect(node: Json): DraftValue[] {
  if (!isNode(node)) return list(node).flatMap(collect);
  switch (text(node['_type'])) {
    case 'Values.Value':
    case 'Values.Link':
      return bits(node) === '' ? [] : [{ pattern: bits(node), to: null, label: '' }];
    case 'Values.ValueRange':
      return [{ pattern: bits(node['start'] ?? null), to: bits(node['end'] ?? null), label: '' }];
    case 'Values.ConditionalValue':
    case 'Values.ImplementationDefined':
    case 'Values.Group':
    case 'Valuesets.Values':
    case 'Valuesets.ImplementationDefined':
      return [...collect(node['values'] ?? null), ...collect(node['constraints'] ?? null)];
    default:
      return [];
  }
}

function bits(node: Json): string {
  const value = isNode(node) ? text(node['value']).replaceAll("'", '') : '';
  return /^[01x]+$/.test(value) ? value : '';
}
