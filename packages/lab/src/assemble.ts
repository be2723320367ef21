import type { BuildOptions } from './built-kernel.ts';
import { obtainEmulator, verifiedEmulator, type Emulator } from './emulator.ts';
import { guestOf } from './guest.ts';
import { hasInner, type Board } from './hardware.ts';
import { obtainInitramfs, type Initramfs } from './initramfs.ts';
import { obtainKernel, verifiedKernel, type Kernel } from './kernel.ts';
import { labName, type LabSpec } from './lab-name.ts';
import { statePlace, type StatePlace } from './saved-state.ts';
import { obtainVmm, verifiedVmm } from './vmm.ts';

export type LabOptions = BuildOptions & {
  /** The static agent of the guest's architecture that becomes the guest's /init; beside it lies what else `make agent` builds. */
  readonly agent: string;
};

/** What a lab host is made of. */
export type Parts = {
  readonly name: string;
  readonly board: Board;
  readonly emulator: Emulator;
  readonly kernel: Kernel;
  readonly initramfs: Initramfs;
  readonly place: StatePlace;
};

/** Finds or fetches the parts; `verified` looks at every byte of them. */
export async function assemble(
  spec: Required<LabSpec>,
  options: LabOptions,
  how: 'as cached' | 'verified',
): Promise<Parts> {
  const [getKernel, getEmulator, getVmm] =
    how === 'verified' ? [verifiedKernel, verifiedEmulator, verifiedVmm] : [obtainKernel, obtainEmulator, obtainVmm];
  const { cache, agent } = options;
  const name = labName(spec);
  const guest = guestOf(spec.cpu);
  const kernel = await getKernel({ series: spec.kernel, guest }, options);
  const emulator = await getEmulator({ qemu: spec.qemu, guest }, options);
  const vmm = hasInner(spec) ? await getVmm(options) : undefined;
  const initramfs = await obtainInitramfs(cache, { kernel, agent, vmm });
  const place = statePlace({ cache, name, board: spec, emulator, kernel, initramfs });
  return { name, board: spec, emulator, kernel, initramfs, place };
}
