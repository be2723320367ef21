import type { RegisterRow } from '@regscope/contract';
import { expect, test } from 'vitest';
import { rowOf } from '../../components/register-builder.test-helper.ts';
import { vmFields, vmWideGroups } from './vm-wide-groups.ts';

const scope = (over: Partial<RegisterRow['scope']> = {}): RegisterRow['scope'] => ({
  kind: 'vm',
  evidence: 'probed',
  because: 'Linux 7.3, lab',
  fields: {},
  ...over,
});
const pmcr = rowOf({
  id: '0x603000000013dce0',
  name: 'PMCR_EL0',
  scope: scope({ kind: 'mixed', fields: { N: 'vm', E: 'vcpu' } }),
});
const registers = [
  rowOf({ id: '0x6030000000140000', name: 'PSCI_VERSION', class: 'fw', scope: scope() }),
  rowOf({ id: '0x6030000000160000', name: 'STD_BMAP', class: 'fw-feat-bmap', scope: scope() }),
  rowOf({ id: '0x603000000013c000', name: 'MIDR_EL1', scope: scope({ evidence: 'catalogue', because: 'midr_el1' }) }),
  rowOf({ id: '0x603000000013c020', name: 'ID_AA64PFR0_EL1', scope: scope() }),
  rowOf({ id: '0x603000000013d801', name: 'CTR_EL0', scope: scope() }),
  pmcr,
  rowOf({ id: '0x603000000013df1a', name: 'CNTVCT_EL0', scope: scope() }),
  rowOf({ id: '0x6030000000100000', name: 'x0', class: 'core', scope: scope({ kind: 'vcpu' }) }),
];

test('the VM’s registers are told by group, and each vCPU’s own are left out', () => {
  expect(vmWideGroups(registers).map(({ title, count }) => `${title} ${count}`)).toEqual([
    'Firmware 2',
    'Identity of the CPU 2',
    'ID registers 1',
    'PMU 1',
    'Counters 1',
  ]);
});

test('within a group, what rests on different evidence stands apart', () => {
  const cpu = vmWideGroups(registers).find(({ title }) => title === 'Identity of the CPU');
  expect(cpu?.parts.map((part) => [part.scope.evidence, ...part.rows.map(({ name }) => name)])).toEqual([
    ['catalogue', 'MIDR_EL1'],
    ['probed', 'CTR_EL0'],
  ]);
});

test('of a mixed register the VM’s fields are named', () => {
  expect(vmFields(pmcr)).toEqual(['N']);
});
