import type { Catalogue } from './catalogue.ts';
import { evaluate, type Answer, type FieldRef, type Known } from './condition.ts';
import { extract, widthOf } from './bits-of.ts';
import type { FeatureRule } from './feature-rules.ts';

/** A register's value by the manual's name, undefined when it was not read. */
export type ReadByName = (register: string) => bigint | undefined;

/** What a VM's own registers say, in the terms of a catalogue. */
export function knownOf({ find, details, features }: Catalogue, read: ReadByName): Known {
  const answers = new Map<string, Answer>();
  const known: Known = { field, feature };
  return known;

  function feature(name: string): Answer {
    const kept = answers.get(name);
    if (kept !== undefined) return kept;
    // A feature whose rule comes back to itself is not decided by it.
    answers.set(name, 'unknown');
    const decided = decide(features.rules(name), known);
    const answer = decided === 'unknown' && lacksNeed(name) ? 'no' : decided;
    answers.set(name, answer);
    return answer;
  }

  function lacksNeed(name: string): boolean {
    return features.needs(name).some((need) => evaluate(need, known) === 'no');
  }

  function field(ref: FieldRef): { value: bigint; width: number } | undefined {
    const value = read(ref.register);
    const id = value === undefined ? undefined : find(ref.register);
    const layouts = id === undefined ? [] : (details(id)?.layouts ?? []);
    const found = layouts.flatMap(({ fields }) => fields).find(({ name }) => name === ref.field);
    if (value === undefined || found === undefined) return undefined;
    return { value: extract(value, found.segs), width: widthOf(found.segs) };
  }
}

function decide(rules: readonly FeatureRule[], known: Known): Answer {
  for (const { guard, is } of rules) {
    if (guard !== null && evaluate(guard, known) !== 'yes') continue;
    const answer = is === null ? 'yes' : evaluate(is, known);
    if (answer !== 'unknown') return answer;
  }
  return 'unknown';
}
