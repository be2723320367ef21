import { evaluate, type Condition, type Known } from './condition.ts';
import { unreachable } from '../unreachable.ts';

/** What one would have to know to answer a condition: `HCR_EL2.E2H`, `FEAT_SVE`, or the manual's own words. Empty where it is answered. */
export function openFacts(condition: Condition | null, known: Known): string[] {
  if (condition === null || evaluate(condition, known) !== 'unknown') return [];
  switch (condition.kind) {
    case 'feature':
      return [condition.name];
    case 'compare':
    case 'matches':
      return [[condition.field.register, condition.field.field].filter(Boolean).join('.')];
    case 'not':
      return openFacts(condition.of, known);
    case 'all':
    case 'any':
      return [...new Set(condition.of.flatMap((part) => openFacts(part, known)))];
    case 'unclear':
      return [condition.text];
    default:
      return unreachable(condition);
  }
}
