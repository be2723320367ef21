import type { FeatureRows } from './catalogue-data.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './parse-condition.ts';

/** The first rule whose guard holds decides: a feature is there exactly when `is` holds. */
export type FeatureRule = { guard: Condition | null; is: Condition | null };

export type FeatureRules = {
  /** FEAT_ names in the order of the data. */
  names: readonly string[];
  /** `v8Ap0`, `v9Ap5`: the architecture versions that the data tells of. */
  versions: readonly string[];
  /** When a feature is there; empty for one that no rule decides. */
  rules: (name: string) => readonly FeatureRule[];
  /** What a feature or version cannot be without. */
  needs: (name: string) => readonly Condition[];
  /** What a version brings along, each with the guard under which it does. */
  mandatoryOf: (version: string) => readonly FeatureRule[];
  /** The features that a field of an ID register decides; empty for most fields of other registers. */
  ofField: (register: string, field: string) => readonly string[];
  /** `ID_AA64ISAR0_EL1.Atomic`: the fields by which a feature is decided. */
  decidingFields: (name: string) => readonly string[];
};

export function featureRules(rows: FeatureRows): FeatureRules {
  const names = Object.keys(rows).filter((name) => name.startsWith('FEAT_'));
  const versions = Object.keys(rows).filter((name) => /^v\d+Ap\d+$/.test(name));
  const rules = kept((name) => (rows[name] ?? []).flatMap(rule));
  const needs = kept((name) => (rows[name] ?? []).flatMap((line) => conditionsAfter('needs ', line)));
  const decidingFields = kept((name) => fieldsIn((rows[name] ?? []).filter((line) => line.startsWith('is '))));
  const mandatoryOf = kept((version) => Object.values(rows).flatMap((lines) => lines.flatMap(mandatory(version))));
  let byField: ReadonlyMap<string, readonly string[]> | undefined;
  const ofField = (register: string, field: string) =>
    (byField ??= indexByField(names, decidingFields)).get(`${register}.${field}`) ?? [];
  return { names, versions, rules, needs, mandatoryOf, ofField, decidingFields };
}

function kept<T>(make: (name: string) => readonly T[]): (name: string) => readonly T[] {
  const made = new Map<string, readonly T[]>();
  return (name) => {
    const found = made.get(name) ?? make(name);
    made.set(name, found);
    return found;
  };
}

function rule(line: string): FeatureRule[] {
  const [, guard = '', is = ''] = /^is (.*?) => (.*)$/.exec(line) ?? [];
  return is === '' ? [] : [{ guard: parseCondition(guard), is: parseCondition(is) }];
}

function conditionsAfter(word: string, line: string): Condition[] {
  const found = line.startsWith(word) ? parseCondition(line.slice(word.length)) : null;
  return found === null ? [] : [found];
}

/** `from v8Ap5 && FEAT_PMUv3 => FEAT_PMUv3p5`: mandatory from that version on, where the rest of the guard holds. */
function mandatory(version: string): (line: string) => FeatureRule[] {
  const names = new RegExp(`\\b${version}\\b`);
  return (line) => {
    const [, guard = '', brings = ''] = /^from (.*?) => (.*)$/.exec(line) ?? [];
    if (!names.test(guard)) return [];
    return [{ guard: parseCondition(guard.replace(names, 'TRUE')), is: parseCondition(brings) }];
  };
}

/** The decisive side of a rule only: `UInt(ID_AA64ISAR0_EL1.Atomic) >= 2`. */
function fieldsIn(lines: readonly string[]): string[] {
  const conditions = lines.map((line) => line.replace(/^is .*? => /, '')).join(' ');
  return [...new Set(conditions.match(/\b\w+_EL\d\.\w+/g))];
}

function indexByField(
  names: readonly string[],
  decidingFields: (name: string) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names)
    for (const field of decidingFields(name)) found.set(field, [...(found.get(field) ?? []), name]);
  return found;
}
