import { isNode, list, number, text, type Json } from './json.ts';

/** An expression of Arm's package in the catalogue's notation; an empty text where it always holds. */
export function conditionText(node: Json): string {
  const found = expression(node);
  return found === 'TRUE' ? '' : found;
}

/** What cannot be said in the notation becomes a call with a name: the reader takes it as a fact that no register tells. */
function expression(node: Json): string {
  if (!isNode(node)) return 'Text()';
  const write = writers[text(node['_type'])];
  return write === undefined ? `Text(${text(node['_type'])})` : write(node);
}

type Node = { readonly [key: string]: Json };

const writers: Readonly<Record<string, (node: Node) => string>> = {
  'AST.Bool': (node) => (node['value'] === true ? 'TRUE' : 'FALSE'),
  'AST.Identifier': (node) => text(node['value']),
  'AST.Integer': (node) => String(number(node['value'])),
  'Values.Value': (node) => text(node['value']),
  'AST.Function': call,
  'AST.BinaryOp': binary,
  'AST.UnaryOp': (node) => `${text(node['op'])}${inner(node['expr'] ?? null)}`,
  'Types.Field': fieldName,
  'Types.String': (node) => `Text(${text(node['value']).replaceAll(/[()']/g, '')})`,
  'AST.Set': (node) => `{${list(node['values']).map(expression).join(',')}}`,
  'AST.DotAtom': (node) => list(node['values']).map(expression).join('.'),
};

function call(node: Node): string {
  const args = list(node['arguments']).map(expression);
  const name = text(node['name']);
  return name === 'IsFeatureImplemented' ? (args[0] ?? '') : `${name}(${args.join(',')})`;
}

function binary(node: Node): string {
  return `${inner(node['left'] ?? null)} ${text(node['op'])} ${inner(node['right'] ?? null)}`;
}

function inner(node: Json): string {
  const written = expression(node);
  return isNode(node) && node['_type'] === 'AST.BinaryOp' ? `(${written})` : written;
}

function fieldName(node: Node): string {
  const { value } = node;
  if (value === undefined || !isNode(value)) return 'Text()';
  const state = text(value['state']);
  return `${state === 'AArch64' ? '' : `${state}.`}${text(value['name'])}.${text(value['field'])}`;
}
