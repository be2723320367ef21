import { registerId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogue, catalogueScope } from './index.ts';

const scopeOf = (name: string) => {
  const id = catalogue('arm64').find(name) ?? catalogue('x86-64').find(name) ?? catalogue('riscv64').find(name);
  return id === undefined ? undefined : catalogueScope(id);
};

test.each([
  ['ID_AA64PFR0_EL1', 'vm'],
  ['ID_PFR0_EL1', 'vm'],
  ['CTR_EL0', 'vm'],
  ['MIDR_EL1', 'vm'],
  ['CNTVCT_EL0', 'vm'],
  ['CNTPCT_EL0', 'vm'],
  ['CNTV_CVAL_EL0', 'vcpu'],
  ['PSCI_VERSION', 'vm'],
  ['SMCCC_ARCH_WORKAROUND_1', 'host'],
  ['STD_HYP_BMAP', 'vm'],
  ['PMCR_EL0', 'mixed'],
  ['MPIDR_EL1', 'vcpu'],
  ['CLIDR_EL1', 'vcpu'],
  ['pc', 'vcpu'],
  ['z0', 'vcpu'],
  ['KVM_WALL_CLOCK_NEW', 'vm'],
  ['IA32_EFER', 'vcpu'],
  ['timer.time', 'vm'],
  ['timer.frequency', 'host'],
])('%s is of scope %s, with a citation', (name, kind) => {
  expect(scopeOf(name)).toMatchObject({ kind, citation: expect.stringContaining('Linux') });
});

test('N of PMCR_EL0 is the VM’s, the rest the vCPU’s', () => {
  expect(scopeOf('PMCR_EL0')?.fields).toEqual({ N: 'vm' });
});

test('bit 28 of an id is no scope: no kernel knows such an id', () => {
  expect(catalogueScope(registerId(0x6030_0000_1013_c020n))).toBeUndefined();
});

test.each(['arm64', 'x86-64', 'riscv64'] as const)('%s: every register of the catalogue has a scope', (arch) => {
  const { ids, nameOf } = catalogue(arch);
  expect(
    ids()
      .filter((id) => catalogueScope(id) === undefined)
      .map(nameOf),
  ).toEqual([]);
});
