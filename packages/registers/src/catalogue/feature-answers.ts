import type { Catalogue } from './catalogue.ts';
import type { Answer } from './condition.ts';
import { knownOf, type ReadByName } from './known-of.ts';

/** Whether a VM has a feature, and the fields that say so. */
export type FeatureAnswer = { name: string; answer: Answer; fields: readonly string[] };

/** Every FEAT_ name of a catalogue with the VM's answer. */
export function featureAnswers(catalogue: Catalogue, read: ReadByName): FeatureAnswer[] {
  const { names, decidingFields } = catalogue.features;
  const { feature } = knownOf(catalogue, read);
  return names.map((name) => ({ name, answer: feature(name), fields: decidingFields(name) }));
}
