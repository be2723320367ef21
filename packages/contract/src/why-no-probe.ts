import type { Vm } from './wire.ts';

/** Why nobody can find out what such a VM takes, by trying on fresh ones of its shape; undefined where that can be done. */
export function whyNoProbe({ kind, arch }: Pick<Vm, 'kind' | 'arch'>): string | undefined {
  // VMs of x86-64 are all made alike; which features others were made with KVM tells nobody.
  if (kind !== 'attached' || arch === 'x86-64') return undefined;
  return 'with which features another process made its VM cannot be asked, so no VM can be made like it. Probe one of regscope’s own on the same host instead';
}
