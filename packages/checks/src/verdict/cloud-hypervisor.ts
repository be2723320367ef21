// Cloud Hypervisor restores in hypervisor/src/kvm/mod.rs: core registers, those of SVE, then the others in their order; the first that is
// refused ends it, and is not named.
import type { RuleSet } from './rule-sets.ts';

/** The list of the rust-vmm bindings ends there: KVM_GET_REG_LIST fails with E2BIG, and no snapshot is taken. */
const MOST_REGISTERS = 500;

export const cloudHypervisor: RuleSet = {
  judge: (findings) => findings,
  wholly: (_, registers) =>
    registers.length > MOST_REGISTERS
      ? `Cloud Hypervisor takes no snapshot of a vCPU with more than ${MOST_REGISTERS} registers; this one has ${registers.length}`
      : '',
  remedy: ({ kind }) =>
    kind === 'absent' || kind === 'refused'
      ? { text: 'Cloud Hypervisor cannot leave a register out: move to a host that takes it', amend: [] }
      : null,
};
