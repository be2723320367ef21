import type { Condition } from '@regscope/registers';
import table from '../data/arm64-features.json' with { type: 'json' };
import { parseCondition } from './parse-condition.ts';

export type FeatureRule = { guard: Condition | null; is: Condition | null };

/** When a feature is there, by Arm's constraints; empty for a feature that no rule decides. */
export function featureRules(name: string): readonly FeatureRule[] {
  const made = kept.get(name) ?? (own[name] ?? rows()[name] ?? []).flatMap(rule);
  kept.set(name, made);
  return made;
}

/** What a feature cannot be without. */
export function featureNeeds(name: string): readonly Condition[] {
  const made = needs.get(name) ?? (rows()[name] ?? []).flatMap((line) => need(line) ?? []);
  needs.set(name, made);
  return made;
}

const needs = new Map<string, readonly Condition[]>();

function need(line: string): Condition | null {
  const found = /^needs (FEAT_\w+)$/.exec(line)?.[1];
  return found === undefined ? null : parseCondition(found);
}

export function featureNames(): string[] {
  return Object.keys(rows()).filter((name) => name.startsWith('FEAT_'));
}

/** The features that a field of an ID register decides; empty for most fields of other registers. */
export function featuresOfField(register: string, field: string): readonly string[] {
  return (byField ??= indexByField()).get(`${register}.${field}`) ?? [];
}

let byField: ReadonlyMap<string, readonly string[]> | undefined;

function indexByField(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const name of featureNames())
    for (const field of decidingFields(name)) found.set(field, [...(found.get(field) ?? []), name]);
  return found;
}

/** `ID_AA64ISAR0_EL1.Atomic`: the fields by which a feature is decided. */
export function decidingFields(name: string): string[] {
  const conditions = (own[name] ?? rows()[name] ?? [])
    .map((line) => /^is .*? => (.*)$/.exec(line)?.[1] ?? '')
    .join(' ');
  return [...new Set(conditions.match(/\b\w+_EL\d\.\w+/g))];
}

const rows = (): Readonly<Record<string, readonly string[]>> => table.features;
const kept = new Map<string, readonly FeatureRule[]>();

function rule(line: string): FeatureRule[] {
  const [, guard = '', is = ''] = /^is (.*?) => (.*)$/.exec(line) ?? [];
  return is === '' ? [] : [{ guard: parseCondition(guard), is: parseCondition(is) }];
}

const level = (el: string, test: string) => [`is  => ID_AA64PFR0_EL1.${el} ${test}`];

/** Arm's rules start from these; what decides them is the field of the exception level itself (manual, ID_AA64PFR0_EL1). */
const own: Readonly<Record<string, readonly string[]>> = {
  // Arm's rules for these say what follows, not when they are there.
  FEAT_PAuth: ['is  => FEAT_PACQARMA5 || FEAT_PACIMP || FEAT_PACQARMA3'],
  FEAT_UAO: ['is  => ID_AA64MMFR2_EL1.UAO >= 1'],
  FEAT_S2FWB: ['is  => ID_AA64MMFR2_EL1.FWB >= 1'],
  FEAT_SpecSEI: ['is  => FEAT_RAS && ID_AA64MMFR1_EL1.SpecSEI >= 1'],
  FEAT_LPA2: ['is  => SInt(ID_AA64MMFR0_EL1.TGran4) >= 1 || ID_AA64MMFR0_EL1.TGran16 >= 2'],
  FEAT_SRMASK: ['is  => ID_AA64MMFR4_EL1.SRMASK >= 1'],
  FEAT_AA64: level('EL1', '>= 1'),
  FEAT_AA64EL0: level('EL0', '>= 1'),
  FEAT_AA64EL1: level('EL1', '>= 1'),
  FEAT_AA64EL2: level('EL2', '>= 1'),
  FEAT_AA64EL3: level('EL3', '>= 1'),
  FEAT_EL0: level('EL0', '>= 1'),
  FEAT_EL1: level('EL1', '>= 1'),
  FEAT_EL2: level('EL2', '>= 1'),
  FEAT_EL3: level('EL3', '>= 1'),
  FEAT_AA32: level('EL0', '== 2'),
  FEAT_AA32EL0: level('EL0', '== 2'),
  FEAT_AA32EL1: level('EL1', '== 2'),
  FEAT_AA32EL2: level('EL2', '== 2'),
  FEAT_AA32EL3: level('EL3', '== 2'),
};
