// Firecracker restores in src/vmm/src/arch/aarch64/vcpu.rs: vCPU features, vector lengths, then every saved register in its order; the
// first that is refused ends it, and is named.
import { hex } from '@regscope/registers';
import type { RuleSet } from './rule-sets.ts';

export const firecracker: RuleSet = {
  judge: (findings) => findings,
  wholly: ({ features }) =>
    features.includes('pmu')
      ? 'Firecracker restores no VM with a PMU: "Found unsupported KVM_ARM_VCPU_PMU_V3 bit set in vcpu features"'
      : '',
  remedy: ({ kind, id }) => {
    if (kind !== 'absent' && kind !== 'refused') return null;
    return { text: `take it out of the snapshot: snapshot-editor edit-vmstate remove-regs ${hex(id)}`, amend: [] };
  },
};
