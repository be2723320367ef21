import type { Capture, ProbedRegister, ProbedShape } from '@regscope/captures';
import { featuresOf } from '@regscope/catalogs';
import type { CaptureSummary } from '@regscope/contract';
import { formatRegisterId, registerId } from '@regscope/registers';
import { isIdRegister } from './probe/sweeps.ts';
import type { CaptureStore } from './capture-store.ts';
import type { Probed, Snapshot } from './source-host.ts';

/**
 * What was found on VMs like this one: the same kernel release, CPU, features and list of registers, and the same ID registers but for what
 * can be changed in them. They stand for what no release tells: the emulator that plays the CPU, the microcode, the command line.
 */
export async function probedLike(snapshot: Snapshot, store: CaptureStore): Promise<Probed | undefined> {
  const { kernel, cpu, vm } = snapshot;
  const { captures } = await store.list();
  const like = captures.filter(
    (one) => one.probed > 0 && one.kernel === kernel && one.cpu === cpu && one.arch === vm.arch,
  );
  const found = await Promise.all(like.map((one) => probedBy(one, snapshot, store)));
  return found.flatMap((one) => one ?? []).toSorted((a, b) => b.rank - a.rank)[0]?.probed;
}

/** Whole probes before partial ones, the VM's own recording first, imported files last. A capture that cannot be opened says nothing. */
async function probedBy({ name, kind }: CaptureSummary, snapshot: Snapshot, store: CaptureStore) {
  const stored = await store.find(name).catch(() => undefined);
  const probed = stored === undefined ? undefined : probedIn(stored.capture, snapshot);
  if (probed === undefined) return undefined;
  const rank = (name === snapshot.vm.host ? 4 : 0) + (probed.shape.again ? 2 : 0) + (kind === 'shipped' ? 1 : 0);
  return { rank, probed };
}

/** What a capture itself knows of VMs like this one. */
export function probedIn(capture: Capture, snapshot: Snapshot): Probed | undefined {
  const shape = capture.probe?.shapes.find((one) => isLike(one, snapshot));
  return shape === undefined ? undefined : { shape, announced: capture.announced, where: whereOf(capture) };
}

function isLike({ features, listed, registers: probed }: ProbedShape, { vm, registers }: Snapshot): boolean {
  const made = vm.features ?? shownFeatures(vm.arch, registers);
  if (features.toSorted().join() !== made?.toSorted().join()) return false;
  if (listed.length !== registers.length || registers.some(({ id }, n) => formatRegisterId(id) !== listed[n]))
    return false;
  const values = new Map(registers.map(({ id, values: [first] }) => [formatRegisterId(id), first]));
  return probed.every((register) => !isIdentity(register.id) || couldHold(register, values.get(register.id)));
}

/** Of VMs of other processes: KVM tells nobody how they were made. On x86-64 their CPUID decides as well, which no register shows. */
function shownFeatures(arch: string, registers: Snapshot['registers']): string[] | undefined {
  return arch === 'arm64' ? featuresOf(registers) : undefined;
}

/** ID registers, CTR_EL0, MIDR_EL1, REVIDR_EL1, AIDR_EL1: what tells one CPU from another. */
function isIdentity(id: string): boolean {
  const low = BigInt(id) - 0x6030_0000_0013_0000n;
  const isOther = low === 0xd801n || low === 0xc000n || low === 0xc006n || low === 0xc807n;
  return isOther || isIdRegister(registerId(BigInt(id)));
}

function couldHold({ value, new: flips }: ProbedRegister, held: bigint | null | undefined): boolean {
  if (held === null || held === undefined) return true;
  return ((held ^ BigInt(value)) & ~BigInt(flips.taken ?? 0)) === 0n;
}

function whereOf({ host, made }: Capture): string {
  return `Linux ${host.kernel}, ${host.name}, ${made.at.slice(0, 10)}`;
}
