import { featureMatrix, type VmFeatures } from '@regscope/contract';
import { expect, test } from 'vitest';
import { featuresText } from './features-text.ts';

const sve = (answer: boolean | null, value: string | null): VmFeatures['features'] => [
  { name: 'FEAT_SVE', answer, fields: [{ name: 'ID_AA64PFR0_EL1.SVE', value }] },
];

const vm = (of: Partial<VmFeatures>): VmFeatures => ({
  host: 'lab',
  vm: '1',
  arch: 'arm64',
  version: { version: 'Armv8.0-A', next: 'Armv8.1-A', lacks: ['FEAT_VHE'], unread: [], untold: [] },
  features: sve(true, '0x1'),
  ...of,
});

function textOf(sources: Record<string, VmFeatures>): string {
  const shown = featureMatrix(Object.values(sources));
  return featuresText(new Map(Object.entries(sources)), { shown, all: shown.length });
}

test('one source: its version, what the next one lacks, each feature with the field that decides', () => {
  expect(textOf({ 'lab/1': vm({}) })).toBe(
    [
      'A  lab/1: Armv8.0-A; Armv8.1-A lacks FEAT_VHE',
      '',
      'feature   A    decided by',
      'FEAT_SVE  yes  ID_AA64PFR0_EL1.SVE=0x1',
      '',
      '1 feature',
    ].join('\n'),
  );
});

test('sources side by side: values stand once where they agree, and per source where they do not', () => {
  expect(textOf({ a: vm({}), b: vm({ features: sve(false, '0x0') }) })).toContain(
    'FEAT_SVE  yes  no  ID_AA64PFR0_EL1.SVE=0x1,0x0',
  );
  expect(textOf({ a: vm({}), b: vm({}) })).toContain('FEAT_SVE  yes  yes  ID_AA64PFR0_EL1.SVE=0x1\n');
  expect(textOf({ a: vm({ features: sve(null, null) }) })).toContain('FEAT_SVE  ?  ID_AA64PFR0_EL1.SVE=?');
});

test('what could not be read, and what no register tells of, is said beside the version', () => {
  const version = { version: null, next: 'Armv8.0-A', lacks: [], unread: ['FEAT_FP'], untold: ['FEAT_ETMv4'] };
  expect(textOf({ a: vm({ version }) })).toContain(
    'no version of the architecture is there in full; for Armv8.0-A these could not be read: FEAT_FP; no register tells of FEAT_ETMv4',
  );
});

test('a VM of another architecture is said to have no FEAT_ names, alone and beside one that has', () => {
  const version = { version: null, next: null, lacks: [], unread: [], untold: [] };
  const x86 = vm({ arch: 'x86-64', version, features: [] });
  expect(textOf({ 'local/1': x86 })).toMatch(/^A {2}local\/1: x86-64: only Arm names features FEAT_….*$/);
  expect(textOf({ 'local/1': x86, 'lab/1': vm({}) })).toContain('FEAT_SVE  -  yes  ID_AA64PFR0_EL1.SVE=0x1\n');
});

test('a filter that lets nothing through leaves the count', () => {
  expect(featuresText(new Map([['a', vm({})]]), { shown: [], all: 344 })).toMatch(/\n\n0 of 344 features$/);
});
