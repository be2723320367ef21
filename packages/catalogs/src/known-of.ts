import { evaluate, extract, widthOf, type Answer, type Condition, type Known } from '@regscope/registers';
import { catalogue } from './catalogue.ts';
import { featureNeeds, featureRules } from './feature-rules.ts';

/** What a VM's own registers say: `read` gives a register's value by the manual's name, undefined when it was not read. */
export function knownOf(read: (register: string) => bigint | undefined): Known {
  const answers = new Map<string, Answer>();
  const known: Known = { field: (ref) => fieldOf(read, ref), feature };
  return known;

  function feature(name: string): Answer {
    const kept = answers.get(name);
    if (kept !== undefined) return kept;
    // A feature whose rule comes back to itself is not decided by it.
    answers.set(name, 'unknown');
    const decided = decide(featureRules(name), known);
    const answer = decided === 'unknown' && lacksNeed(name) ? 'no' : decided;
    answers.set(name, answer);
    return answer;
  }

  function lacksNeed(name: string): boolean {
    return featureNeeds(name).some((need) => evaluate(need, known) === 'no');
  }
}

/** The first rule whose guard holds decides: a feature is there exactly when its condition holds. */
function decide(rules: readonly { guard: Condition | null; is: Condition | null }[], known: Known): Answer {
  for (const { guard, is } of rules) {
    if (guard !== null && evaluate(guard, known) !== 'yes') continue;
    const answer = is === null ? 'yes' : evaluate(is, known);
    if (answer !== 'unknown') return answer;
  }
  return 'unknown';
}

function fieldOf(read: (register: string) => bigint | undefined, ref: { register: string; field: string }) {
  const value = read(ref.register);
  if (value === undefined) return undefined;
  const { find, details } = catalogue('arm64');
  const id = find(ref.register);
  const field =
    id === undefined
      ? undefined
      : details(id)
          ?.layouts.flatMap(({ fields }) => fields)
          .find(({ name }) => name === ref.field);
  return field === undefined ? undefined : { value: extract(value, field.segs), width: widthOf(field.segs) };
}
