import type { ProbedShape } from '@regscope/captures';
import type { TrialResult } from '@regscope/kvm';
import { formatRegisterId, hex, registerId, type RegisterId } from '@regscope/registers';
import { attemptAll, withUnfinishedVm, type Room } from './bench.ts';
import { outcomeOf } from './outcome.ts';

type Tried = ProbedShape['tried'][number];

/** Whole values of the firmware registers, whose bits say nothing one by one (arch/arm64/kvm/hypercalls.c, Linux 7.3). */
export async function tryWholes(room: Room, listed: readonly RegisterId[]): Promise<Tried[]> {
  const trials = listed.flatMap((id) => (wholes.get(id) ?? []).map((value) => ({ id, value })));
  return (await attemptAll(room, { all: trials, ...whole })).map(triedOf);
}

const PSCI_VERSIONS = [0x1n, 0x2n, 0x1_0000n, 0x1_0001n, 0x1_0002n, 0x1_0003n, 0x1_0004n, 0x2_0000n];
const WORKAROUND_LEVELS = [0n, 1n, 2n, 3n, 4n];

const wholes: ReadonlyMap<RegisterId, readonly bigint[]> = new Map([
  [registerId(0x6030_0000_0014_0000n), PSCI_VERSIONS],
  ...[1n, 2n, 3n].map((n) => [registerId(0x6030_0000_0014_0000n + n), WORKAROUND_LEVELS] as const),
]);

/** Sets of vector lengths, which can be chosen until KVM_ARM_VCPU_FINALIZE: each length alone on top, and one left out. */
export async function tryLengths(room: Room): Promise<Tried[]> {
  if (!room.features.includes('sve')) return [];
  return withUnfinishedVm(room, async (vm) => {
    const { vcpus } = await room.bench.kvm.read(vm, [SVE_VLS]);
    const all = vcpus[0]?.values[0] ?? 0n;
    const lengths = Array.from({ length: all.toString(2).length }, (_, n) => 1n << BigInt(n));
    const upTo = lengths.map((bit) => all & ((bit << 1n) - 1n));
    const without = lengths.map((bit) => all & ~bit);
    const more = all | (1n << BigInt(lengths.length));
    const values = [...new Set([...upTo, ...without, more, 0n])];
    const trials = values.map((value) => ({ id: SVE_VLS, value }));
    return (await attemptAll({ ...room, kept: vm }, { all: trials, ...whole })).map(triedOf);
  });
}

const SVE_VLS = registerId(0x6060_0000_0015_ffffn);

const whole = { watch: false, atOnce: 64, what: 'whole values' };

function triedOf(result: TrialResult): Tried {
  return {
    id: formatRegisterId(result.id),
    value: hex(result.value),
    outcome: outcomeOf(result),
    seen: result.status === null && result.otherStatus === null && result.seen === result.stored,
  };
}
