import type { Capture, ProbedShape } from '@regscope/captures';
import { formatRegisterId } from '@regscope/registers';
import type { CaptureStore } from './capture-store.ts';
import type { Probed, Snapshot } from './source-host.ts';

/**
 * What was found on VMs like this one: the same kernel release, the same features and the same list of registers. The list stands for what
 * the release does not tell: the CPU, and the emulator that plays it.
 */
export async function probedLike(snapshot: Snapshot, store: CaptureStore): Promise<Probed | undefined> {
  const { kernel, vm } = snapshot;
  const { captures } = await store.list();
  const like = captures.filter((one) => one.probed > 0 && one.kernel === kernel && one.arch === vm.arch);
  for (const { name } of like.toSorted((a, b) => Number(b.name === vm.host) - Number(a.name === vm.host))) {
    const found = probedIn((await store.find(name)).capture, snapshot);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a capture itself knows of VMs like this one. */
export function probedIn(capture: Capture, snapshot: Snapshot): Probed | undefined {
  const shape = capture.probe?.shapes.find((one) => isLike(one, snapshot));
  return shape === undefined ? undefined : { shape, announced: capture.announced, where: whereOf(capture) };
}

function isLike({ features, listed }: ProbedShape, { vm, registers }: Snapshot): boolean {
  if (features.toSorted().join() !== vm.features.toSorted().join()) return false;
  return listed.length === registers.length && registers.every(({ id }, n) => formatRegisterId(id) === listed[n]);
}

function whereOf({ host, made }: Capture): string {
  return `Linux ${host.kernel}, ${host.name}, ${made.at.slice(0, 10)}`;
}
