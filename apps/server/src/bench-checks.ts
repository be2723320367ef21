// The part of `pnpm bench` that asks no kernel: comparing recorded hosts, and weighing a VM against many.
import { compareStates, roundTrip, targetOf, verdictOf, type Target } from '@regscope/checks';
import type { CaptureStore, Snapshot } from '@regscope/sources';
import { RecordedHost } from '@regscope/sources';

/** Milliseconds of 36 comparisons of nine hosts, of one VM's verdict against a thousand profiles, and of one trip there and back. */
export async function benchChecks(captures: CaptureStore): Promise<{ pairs: number; profiles: number; trip: number }> {
  const { captures: all } = await captures.list();
  const arm64 = all.filter(({ arch }) => arch === 'arm64').slice(0, HOSTS);
  const stored = await Promise.all(arm64.map(({ name }) => captures.find(name)));
  const snapshots = await Promise.all(stored.map(({ capture }, n) => snapshotOf(arm64[n], capture)));
  const [vm] = snapshots;
  if (vm === undefined) throw new Error('there are no recorded hosts');
  const profiles = stored.map(({ capture }) => targetOf(capture, vm.vm.features ?? []));
  return {
    pairs: best(() => comparePairs(snapshots)),
    profiles: best(() => weigh(vm, profiles)),
    trip: best(() => travel(vm, profiles)) / profiles.length,
  };
}

const HOSTS = 9;
const PROFILES = 1000;

type Stored = Awaited<ReturnType<CaptureStore['find']>>;

async function snapshotOf(
  summary: ConstructorParameters<typeof RecordedHost>[0] | undefined,
  capture: Stored['capture'],
): Promise<Snapshot> {
  if (summary === undefined) throw new Error('a recorded host without a summary');
  return new RecordedHost(summary, async () => capture).snapshot('1');
}

function comparePairs(snapshots: readonly Snapshot[]): void {
  for (const [n, a] of snapshots.entries()) for (const b of snapshots.slice(n + 1)) compareStates([a, b], 'settled');
}

/** The few that there are, again and again. */
function weigh({ registers }: Snapshot, profiles: readonly Target[]): void {
  const state = registers.map(({ id, values: [first] }) => ({ id, values: [first ?? 0n] }));
  for (let n = 0; n < PROFILES; n++) {
    const profile = profiles[n % profiles.length];
    if (profile !== undefined) verdictOf({ registers: state, target: profile }, { vmm: 'kvm' });
  }
}

/** To each host and back, with what could be changed before the first run. */
function travel({ registers }: Snapshot, [home, ...others]: readonly Target[]): void {
  if (home !== undefined) for (const away of [home, ...others]) roundTrip({ registers, home, away }, { vmm: 'qemu' });
}

/** Of three: the first warms up. */
function best(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}
