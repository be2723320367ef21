import type { Capture, ProbedShape } from '@regscope/captures';
import { formatRegisterId } from '@regscope/registers';
import type { StoredCapture } from './capture-store.ts';
import type { Probed, Snapshot } from './source-host.ts';

/**
 * What was found on VMs like this one: the same kernel release, the same features and the same list of registers. The list stands for what
 * the release does not tell: the CPU, and the emulator that plays it.
 */
export function probedLike(snapshot: Snapshot, captures: readonly StoredCapture[]): Probed | undefined {
  const { kernel, vm } = snapshot;
  const own = captures.toSorted((a, b) => Number(b.name === vm.host) - Number(a.name === vm.host));
  for (const { capture } of own) {
    if (capture.host.kernel !== kernel || capture.host.arch !== vm.arch) continue;
    const shape = capture.probe?.shapes.find((one) => isLike(one, snapshot));
    if (shape !== undefined) return { shape, announced: capture.announced, where: whereOf(capture) };
  }
  return undefined;
}

function isLike({ features, listed }: ProbedShape, { vm, registers }: Snapshot): boolean {
  if (features.toSorted().join() !== vm.features.toSorted().join()) return false;
  return listed.length === registers.length && registers.every(({ id }, n) => formatRegisterId(id) === listed[n]);
}

function whereOf({ host, made }: Capture): string {
  return `Linux ${host.kernel}, ${host.name}, ${made.at.slice(0, 10)}`;
}
