// Another build of the same facts, kept beside the project: where it is there, both must say the same of every field.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isReserved, type CatalogueRegister } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogue } from './index.ts';

const file = fileURLToPath(new URL('../../../../shared/regdata/arm64-registers.json', import.meta.url));

type OtherField = {
  name?: string;
  msb: number;
  lsb: number;
  kind: string;
  signed?: boolean;
  segs?: [number, number][];
  values?: Record<string, unknown>;
  ranges?: [string, string][];
  variants?: { fields: OtherField[] }[];
};
type Other = { layouts: { fields: OtherField[] }[]; registers: { name: string; layout?: number[] }[] };

/** Fields by register, name and bits: `ESR_EL1.EC 31:26`, and of each its kind, its sign and the patterns of its values. */
type Facts = Map<string, { kind: string; signed: boolean; patterns: Set<string> }>;

test.skipIf(!existsSync(file))('arm64: fields, kinds, signs and values are those of the other build', () => {
  const other: Other = JSON.parse(readFileSync(file, 'utf8'));
  const { find, details } = catalogue('arm64');
  const differences = other.registers.flatMap((theirs) => {
    const id = find(theirs.name);
    const mine = id === undefined ? undefined : details(id);
    if (mine === undefined || mine.name !== theirs.name) return [];
    return compare(ownFacts(mine), otherFacts(theirs, other));
  });
  expect(differences.filter((line) => !reasons.some(([pattern]) => pattern.test(line)))).toEqual([]);
  expect(reasons.filter(([pattern]) => !differences.some((line) => pattern.test(line)))).toEqual([]);
});

/** Every difference that is meant, and why this side is right. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^\w+\.IMPDEF [\d:]+: only here$/, 'the other build leaves out what is implementation defined and has no name'],
  [/^(?:ID_AFR0|ID_AA64AFR0|ACTLR)_EL1\.IMPDEF\d? .*: impdef here, raw there$/, 'implementation defined for Arm'],
  [/^ID_AA64DFR[01]_EL1\.\w+ .*: enum here, raw there$/, 'numbers: the range of them has a label here'],
  [/^PMEVTYPER\d+_EL0\.evtCount .*: /, 'events have names here'],
  [/^(?:ESR_EL[12]\.EC) .*: 011111 only there$/, 'an exception to EL3, not in the list of Arm for these registers'],
  [/^TCR_EL2\.PS .*: 111 only there$/, 'not in the release of Arm'],
  [/^DACR32_EL2\.D\d+ .*: 10 only there$/, 'reserved: not a value in the release of Arm'],
  [/^POR_EL[0-2]\.Perm\d+ .*: 1(?:xxx only here|\.\.x only there)$/, 'the other build takes x for a range'],
  [/^SPSR_EL2\.M(?:\[4\])? .*: /, 'M is one field of five bits here, as in the manual'],
];

function compare(here: Facts, there: Facts): string[] {
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((key) => {
    const [ours, theirs] = [here.get(key), there.get(key)];
    if (ours === undefined || theirs === undefined) return [`${key}: only ${ours === undefined ? 'there' : 'here'}`];
    return [
      ...(ours.kind === theirs.kind ? [] : [`${key}: ${ours.kind} here, ${theirs.kind} there`]),
      ...(ours.signed === theirs.signed ? [] : [`${key}: signed ${ours.signed ? 'here' : 'there'} only`]),
      ...[...ours.patterns].filter((one) => !theirs.patterns.has(one)).map((one) => `${key}: ${one} only here`),
      ...[...theirs.patterns].filter((one) => !ours.patterns.has(one)).map((one) => `${key}: ${one} only there`),
    ];
  });
}

/** Alternatives for the same bits count as one field: what any of them says. */
function ownFacts({ name, layouts }: CatalogueRegister): Facts {
  const facts: Facts = new Map();
  for (const field of layouts.flatMap(({ fields }) => fields)) {
    if (isReserved(field.kind)) continue;
    const patterns = field.values.map(({ pattern, to }) => (to === null ? pattern : `${pattern}..${to}`));
    add(facts, `${name}.${field.name} ${bits(field.segs)}`, { ...field, patterns });
  }
  return facts;
}

function otherFacts({ name, layout = [] }: Other['registers'][number], { layouts }: Other): Facts {
  const facts: Facts = new Map();
  for (const field of layout.flatMap((at) => layouts[at]?.fields ?? []).flatMap(withVariants)) {
    if (field.name === undefined || /^(?:res[01]|ra[zo]|unknown)$/.test(field.kind)) continue;
    const ranges = (field.ranges ?? []).map(([from, to]) => `${from}..${to}`);
    const patterns = [...Object.keys(field.values ?? {}).map((key) => key.replace('0b', '')), ...ranges];
    const kind = field.kind === 'dyn' ? 'raw' : field.kind;
    const segs = field.segs ?? [[field.msb, field.lsb] as const];
    add(facts, `${name}.${field.name} ${bits(segs)}`, { kind, signed: field.signed === true, patterns });
  }
  return facts;
}

/** A field whose meaning depends on others, and each of its meanings. */
function withVariants(field: OtherField): OtherField[] {
  return [field, ...(field.variants ?? []).flatMap(({ fields }) => fields.flatMap(withVariants))];
}

function add(facts: Facts, key: string, field: { kind: string; signed: boolean; patterns: readonly string[] }): void {
  const before = facts.get(key);
  const patterns = new Set([...(before?.patterns ?? []), ...field.patterns]);
  facts.set(key, { kind: before?.kind === 'enum' ? 'enum' : field.kind, signed: field.signed, patterns });
}

function bits(segs: readonly (readonly [number, number])[]): string {
  return segs.map(([msb, lsb]) => `${msb}:${lsb}`).join(',');
}
