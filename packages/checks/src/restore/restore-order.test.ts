import { catalogue } from '@regscope/catalogs';
import { findRegister, hex, registerId, type RegisterId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { restoreOrder, vmms, type Vmm } from './restore-order.ts';

const arm64 = catalogue('arm64');
const id = (name: string): RegisterId => arm64.find(name) ?? findRegister(name) ?? registerId(0n);
const nameOf = (one: RegisterId): string => arm64.nameOf(one) ?? hex(one);

/** As KVM lists them: core, vectors with their lengths first, firmware, system registers by encoding, caches. */
const saved = ['x0', 'vls', 'z0', 'PSCI_VERSION', 'MPIDR_EL1', 'ID_AA64PFR0_EL1', 'TCR2_EL1', 'CNTVCT_EL0'].map(id);

function orderOf(vmm: Vmm): string {
  return restoreOrder(vmm, saved).late.map(nameOf).join(' ');
}

test('vector lengths come before KVM_ARM_VCPU_FINALIZE, whoever restores', () => {
  for (const vmm of vmms) {
    const { early, late } = restoreOrder(vmm, saved);
    expect(early.map(nameOf)).toEqual(['VLS']);
    expect(late).toHaveLength(saved.length - 1);
  }
});

test('the kernel asks for ID registers and firmware registers first, and a counter comes last', () => {
  expect(orderOf('kvm')).toBe('MPIDR_EL1 ID_AA64PFR0_EL1 PSCI_VERSION x0 z0 TCR2_EL1 CNTVCT_EL0');
});

test('QEMU writes its list by number, then core and vector registers by hand', () => {
  expect(orderOf('qemu')).toBe('MPIDR_EL1 ID_AA64PFR0_EL1 TCR2_EL1 CNTVCT_EL0 PSCI_VERSION x0 z0');
});

test('Firecracker writes them as they were saved, Cloud Hypervisor core and vector registers before the others', () => {
  expect(orderOf('firecracker')).toBe('x0 z0 PSCI_VERSION MPIDR_EL1 ID_AA64PFR0_EL1 TCR2_EL1 CNTVCT_EL0');
  expect(orderOf('cloud-hypervisor')).toBe('x0 z0 PSCI_VERSION MPIDR_EL1 ID_AA64PFR0_EL1 TCR2_EL1 CNTVCT_EL0');
});
