import type { Catalogue } from './catalogue.ts';
import type { Field } from './catalogue-register.ts';
import type { Condition } from './condition.ts';

/** The FEAT_ names that a field decides, and those that it needs in order to be there. */
export function featuresOfField({ features }: Pick<Catalogue, 'features'>, register: string, field: Field): string[] {
  const needed = field.when === null ? [] : named(field.when);
  const spoken = field.feature === null ? [] : [field.feature];
  return [...new Set([...features.ofField(register, field.name), ...needed, ...spoken])];
}

function named(condition: Condition): string[] {
  if (condition.kind === 'feature') return condition.name.startsWith('FEAT_') ? [condition.name] : [];
  if (condition.kind === 'not') return named(condition.of);
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(named) : [];
}
