import type { Answer } from '@regscope/registers';
import { decidingFields, featureNames } from './feature-rules.ts';
import { knownOf } from './known-of.ts';

/** Whether a VM has a feature, and the fields that say so. */
export type Feature = { name: string; answer: Answer; fields: readonly string[] };

/** Every FEAT_ name with its answer. `read` gives a register's value by the manual's name, undefined when it was not read. */
export function features(read: (register: string) => bigint | undefined): Feature[] {
  const known = knownOf(read);
  return featureNames().map((name) => ({ name, answer: known.feature(name), fields: decidingFields(name) }));
}
