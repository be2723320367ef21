import { conditionText } from './arm-condition.ts';
import { isNode, list, nodes, text, type Json } from './json.ts';

type Node = { readonly [key: string]: Json };

/**
 * Per feature or architecture version: `is` rows `guard => condition` (with the guard, the feature is there exactly when the
 * condition holds), and `needs` rows, what follows from the feature.
 */
export function armFeatures(file: Json): Json {
  const parameters = isNode(file) ? nodes(file['parameters']) : [];
  return Object.fromEntries(parameters.map((each) => [text(each['name']), rules(each)]));
}

function rules(parameter: Node): Json {
  const name = text(parameter['name']);
  return list(parameter['constraints']).flatMap((constraint) => rule(name, constraint));
}

function rule(name: string, node: Json): string[] {
  if (!isNode(node) || node['op'] !== '-->') return [];
  const left = conditionText(node['left'] ?? null);
  const right = node['right'] ?? null;
  if (isNode(right) && right['op'] === '<->' && conditionText(right['left'] ?? null) === name)
    return [`is ${left} => ${conditionText(right['right'] ?? null)}`];
  return left === name ? [`needs ${conditionText(right)}`] : [`from ${left} => ${conditionText(right)}`];
}
