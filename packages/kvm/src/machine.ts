// From a list of feature names to the request that makes the VM: the choices that a VMM makes, in one place.
import type { Arch } from '@regscope/registers';
import { featureRows, type FeatureRow } from './features.ts';
import type { Kvm } from './kvm.ts';
import type { Machine } from './requests.ts';

const KVM_CAP_MAX_VCPUS = 66;
const KVM_CAP_ARM_VM_IPA_SIZE = 165;
/** Where QEMU's `virt` machine has them too; 512 redistributors of 128 KiB end at 0x0c0a0000. */
const GIC_DISTRIBUTOR = 0x0800_0000n;
const GIC_REDISTRIBUTORS = 0x080a_0000n;
/** PPI 7, which the Base System Architecture gives to the PMU. */
const PMU_INTERRUPT = 23;

export type Limits = { maxVcpus: number; ipaBits: number };

export async function limitsOf(kvm: Kvm): Promise<Limits> {
  const [maxVcpus = 0, ipaBits = 0] = await kvm.capabilities([KVM_CAP_MAX_VCPUS, KVM_CAP_ARM_VM_IPA_SIZE]);
  return { maxVcpus: Math.min(Math.max(maxVcpus, 1), 512), ipaBits };
}

/** `features` are names from `offeredFeatures`; names that are none are left out, so check them first. */
export function machineFor(arch: Arch, shape: { vcpus: number; features: readonly string[] }, limits: Limits): Machine {
  const rows = featureRows(arch).filter(({ name }) => shape.features.includes(name));
  const has = (name: string): boolean => rows.some((row) => row.name === name);
  return {
    machineType: machineType(limits),
    vcpus: shape.vcpus,
    gic: has('gicv3') ? 3 : 0,
    gicDistributor: has('gicv3') ? GIC_DISTRIBUTOR : 0n,
    gicRedistributors: has('gicv3') ? GIC_REDISTRIBUTORS : 0n,
    features: rows.reduce((bits, row) => bits | (row.bits ?? 0), 0),
    pmuInterrupt: has('pmu') ? PMU_INTERRUPT : 0,
    finalize: rows.find((row) => row.finalize !== undefined)?.finalize ?? 0,
    enable: rows.flatMap(enabled),
  };
}

function enabled({ enable }: FeatureRow): Machine['enable'] {
  return enable === undefined ? [] : [{ cap: enable, flags: 0, args: [0n, 0n, 0n, 0n] }];
}

/** 0 asks for 40 bits of guest physical address, which a host with fewer refuses (Documentation/virt/kvm/api.rst, 4.2). */
function machineType({ ipaBits }: Limits): bigint {
  return ipaBits > 0 && ipaBits < 40 ? BigInt(ipaBits) : 0n;
}
