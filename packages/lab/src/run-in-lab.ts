import { assemble, type LabOptions } from './assemble.ts';
import { startMachine, type LabExit } from './machine.ts';
import type { LabSpec } from './lab-name.ts';
import { validated } from './start-lab.ts';

export type LabRun = LabExit & { readonly kernelRelease: string };

type Program = LabOptions & {
  /** What the program is given, one word each: it stands on the kernel's command line. */
  readonly args: readonly string[];
};

/**
 * Boots a lab host whose only process is the program that is given as `agent`, and waits until it has powered the host off. What it
 * printed is in the log, of which the last 64 KiB are kept.
 */
export async function runInLab(spec: LabSpec, options: Program): Promise<LabRun> {
  const { emulator, board, kernel, initramfs } = await assemble(validated(spec), options, 'verified');
  const { image, release } = kernel;
  const how = { emulator, board: { ...board, init: options.args }, image, initramfs: initramfs.path } as const;
  const machine = await startMachine({ ...how, state: '', resume: 'cold' });
  const end = () => void machine.stop();
  options.signal?.addEventListener('abort', end, { once: true });
  if (options.signal?.aborted === true) end();
  const exit = await machine.exited;
  options.signal?.removeEventListener('abort', end);
  options.signal?.throwIfAborted();
  await machine.stop();
  return { ...exit, kernelRelease: release };
}
