import type { Decision } from './catalogue-register.ts';
import type { Condition } from './condition.ts';
import type { FeatureRules } from './feature-rules.ts';

/** The features that a field decides: `Atomic >= 2` before `Atomic >= 3`. */
export function decisionsOf(register: string, field: string, features: FeatureRules): Decision[] {
  const found = features
    .ofField(register, field)
    .flatMap((feature) => features.rules(feature).flatMap(({ is }) => (is === null ? [] : [{ feature, is }])));
  const asked = (decision: Decision) => leastOf(decision.is, `${register}.${field}`) ?? Number.POSITIVE_INFINITY;
  return found.filter((one) => asked(one) < Number.POSITIVE_INFINITY).toSorted((a, b) => asked(a) - asked(b));
}

/** The smallest number that a condition compares a field with; undefined when it does not speak of the field. */
function leastOf(condition: Condition, field: string): number | undefined {
  switch (condition.kind) {
    case 'compare':
      return isOf(condition.field, field) ? Number(condition.value) : undefined;
    case 'matches':
      return isOf(condition.field, field) ? 0 : undefined;
    case 'not':
      return leastOf(condition.of, field);
    case 'all':
    case 'any':
      return condition.of.map((part) => leastOf(part, field)).find((least) => least !== undefined);
    case 'feature':
    case 'unclear':
    default:
      return undefined;
  }
}

function isOf(ref: { register: string; field: string }, field: string): boolean {
  return `${ref.register}.${ref.field}` === field;
}
