// Hosts in few words: releases of kernels and names of CPUs carry more than tells them apart.
import type { VerdictSide } from '@regscope/contract';

type Told = Pick<VerdictSide, 'kernel' | 'cpu'>;

/** `Linux 6.12.95 on max` */
export function sideWords(side: Told): string {
  return `Linux ${shortKernel(side.kernel)} on ${shortCpu(side.cpu)}`;
}

/** `6.12.95` of `6.12.95+deb12-cloud-arm64`. */
export function shortKernel(kernel: string): string {
  return /^\d+(\.\d+)+/.exec(kernel)?.[0] ?? kernel;
}

/** `max` of `max (QEMU, emulated)`. */
export function shortCpu(cpu: string | null): string {
  return cpu === null ? 'a CPU that is not told' : cpu.replace(/ \(.*\)$/, '');
}

/** A recording holds one VM alone: its number says nothing. */
export function sideName({ name, probed }: Pick<VerdictSide, 'name' | 'probed'>): string {
  return name === `${probed}/1` ? `${probed}` : name;
}
