// Whose rules a restore follows, spelled as `regscope check --vmm` takes them.
import type { Vmm } from '@regscope/contract';

export const ruleSets = [
  { text: 'kvm', word: 'KVM itself', vmm: 'kvm' },
  { text: 'qemu', word: 'QEMU, the oldest', vmm: 'qemu' },
  { text: 'qemu:7.2', word: 'QEMU 7.2', vmm: 'qemu', version: '7.2' },
  { text: 'qemu:10.0', word: 'QEMU 10.0', vmm: 'qemu', version: '10.0' },
  { text: 'qemu:10.2', word: 'QEMU 10.2', vmm: 'qemu', version: '10.2' },
  { text: 'qemu:11.0', word: 'QEMU 11.0', vmm: 'qemu', version: '11.0' },
  { text: 'qemu:11.1', word: 'QEMU 11.1', vmm: 'qemu', version: '11.1' },
  { text: 'firecracker', word: 'Firecracker', vmm: 'firecracker' },
  { text: 'cloud-hypervisor', word: 'Cloud Hypervisor', vmm: 'cloud-hypervisor' },
] as const;

export type RuleSet = (typeof ruleSets)[number]['text'];

export function isRuleSet(text: unknown): text is RuleSet {
  return ruleSets.some((one) => one.text === text);
}

/** As the server is asked. */
export function restorerOf(text: RuleSet = 'kvm'): { vmm: Vmm; version?: string } {
  const found = ruleSets.find((one) => one.text === text);
  if (found === undefined) return { vmm: 'kvm' };
  return 'version' in found ? { vmm: found.vmm, version: found.version } : { vmm: found.vmm };
}

export function wordOfRules(text: RuleSet = 'kvm'): string {
  return ruleSets.find((one) => one.text === text)?.word ?? text;
}
