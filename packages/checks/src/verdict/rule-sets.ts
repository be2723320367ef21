// How each program that restores a VM deals with what the kernel says. A rule set may add findings, soften them, and knows a way out.
import type { Held, RestoreForecast } from '../restore/forecast.ts';
import type { Vmm } from '../restore/restore-order.ts';
import type { Shape } from '../restore/target.ts';
import { cloudHypervisor } from './cloud-hypervisor.ts';
import type { Finding, Remedy } from './finding.ts';
import { firecracker } from './firecracker.ts';
import { qemu } from './qemu.ts';

/** Who restores, and in which version, where that matters. */
export type Restorer = { vmm: Vmm; version?: readonly number[] | undefined };

/** `hidden`: what the host lists, the VM does not hold, and an ID register of the VM hides. */
export type Scene = { registers: readonly Held[]; shape: Shape; restorer: Restorer; hidden: RestoreForecast['hidden'] };

export type RuleSet = {
  /** What speaks against the VM as a whole, whatever its registers hold; empty where nothing does. */
  wholly?: (shape: Shape, registers: readonly Held[], restorer: Restorer) => string;
  judge: (findings: readonly Finding[], scene: Scene) => readonly Finding[];
  /** What the program itself offers where no change of the VM helps. */
  remedy: (finding: Finding, restorer: Restorer) => Remedy | null;
};

/** Whoever writes back everything that was saved fails with the first refusal. */
const kvm: RuleSet = {
  judge: (findings) => findings,
  remedy: ({ kind }) =>
    kind === 'absent'
      ? { text: 'leave it out of what is restored, or move to a kernel that lists it', amend: [] }
      : null,
};

export const ruleSets: Readonly<Record<Vmm, RuleSet>> = { kvm, qemu, firecracker, 'cloud-hypervisor': cloudHypervisor };
