// What a VM may be made with, as rows. A feature is offered when all of its capabilities say more than 0; nothing asks for a version.
import type { Arch } from '@regscope/registers';
import type { Kvm } from './kvm.ts';

export type FeatureRow = {
  name: string;
  title: string;
  /** Capability numbers of include/uapi/linux/kvm.h, all of which must be there. */
  caps: readonly number[];
  /** Part of a VM that is made without naming features: what every VMM switches on where it can. */
  byDefault: boolean;
  /** Bits of struct kvm_vcpu_init.features[0] (arch/arm64/include/uapi/asm/kvm.h). */
  bits?: number;
  /** The feature number for KVM_ARM_VCPU_FINALIZE. */
  finalize?: number;
  /** The capability that KVM_ENABLE_CAP switches on before the first vCPU. */
  enable?: number;
  /** Another feature without which KVM_ARM_VCPU_INIT refuses this one. */
  needs?: string;
};

export type Feature = {
  name: string;
  title: string;
  offered: boolean;
  byDefault: boolean;
  /** The feature that must be chosen with it; null for most. */
  needs: string | null;
};

const arm64: readonly FeatureRow[] = [
  { name: 'psci', title: 'PSCI 0.2 or later', caps: [102], byDefault: true, bits: 1 << 2 },
  { name: 'pmu', title: 'Performance monitors (PMUv3)', caps: [126], byDefault: true, bits: 1 << 3 },
  { name: 'sve', title: 'Scalable Vector Extension', caps: [170], byDefault: true, bits: 1 << 4, finalize: 4 },
  { name: 'pauth', title: 'Pointer authentication', caps: [171, 172], byDefault: true, bits: 3 << 5 },
  { name: 'gicv3', title: 'Virtual GICv3', caps: [89], byDefault: true },
  { name: 'el2', title: 'Nested virtualization (EL2)', caps: [240], byDefault: false, bits: 1 << 7 },
  {
    name: 'el2-e2h0',
    title: 'Nested virtualization, E2H fixed at 0',
    caps: [241],
    byDefault: false,
    bits: 1 << 8,
    needs: 'el2',
  },
  { name: 'mte', title: 'Memory tagging', caps: [205], byDefault: false, enable: 205 },
  { name: 'aarch32', title: 'EL1 in AArch32 state', caps: [93], byDefault: false, bits: 1 << 1 },
  {
    name: 'pmu-strict',
    title: 'One PMU only (PMU_V3_STRICT)',
    caps: [251],
    byDefault: false,
    bits: 1 << 9,
    needs: 'pmu',
  },
  { name: 'writable-imp-id', title: 'Writable MIDR, REVIDR, AIDR', caps: [239], byDefault: false, enable: 239 },
];

export function featureRows(arch: Arch): readonly FeatureRow[] {
  return arch === 'arm64' ? arm64 : [];
}

export async function offeredFeatures(kvm: Kvm, arch: Arch): Promise<Feature[]> {
  const rows = featureRows(arch);
  const caps = [...new Set(rows.flatMap((row) => row.caps))];
  const answers = new Map((await kvm.capabilities(caps)).map((answer, n) => [caps[n], answer]));
  return rows.map(({ name, title, byDefault, ...row }) => ({
    name,
    title,
    byDefault,
    needs: row.needs ?? null,
    offered: row.caps.every((cap) => (answers.get(cap) ?? 0) > 0),
  }));
}
