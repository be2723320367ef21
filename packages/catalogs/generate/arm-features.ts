import { conditionText } from './arm-condition.ts';
import { isNode, list, nodes, text, type Json } from './json.ts';

type Node = { readonly [key: string]: Json };

/**
 * Per feature or architecture version: `is` rows `guard => condition` (with the guard, the feature is there exactly when the
 * condition holds), and `needs` rows, what follows from the feature.
 */
export function armFeatures(file: Json): Readonly<Record<string, readonly string[]>> {
  const parameters = isNode(file) ? nodes(file['parameters']) : [];
  return { ...Object.fromEntries(parameters.map((each) => [text(each['name']), rules(each)])), ...newer };
}

/** Not in Arm's release yet, but in a field that the kernel knows (GICv5 CPU interface, Linux 7.3). */
const newer = { FEAT_GCIE: ['is FEAT_AA64EL1 => UInt(ID_AA64PFR2_EL1.GCIE) >= 1'] };

/** `ID_AA64PFR1_EL1.MTE_frac`: the fields that a constraint reads as a signed number. */
export function signedFields(features: Readonly<Record<string, readonly string[]>>): ReadonlySet<string> {
  const rows = Object.values(features).flat().join(' ');
  return new Set([...rows.matchAll(/SInt\((\w+_EL\d\.\w+)\)/g)].map(([, field = '']) => field));
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
