import type { ProbedShape } from '@regscope/captures';
import { formatRegisterId, registerId, type RegisterId } from '@regscope/registers';
import { FIRST, withScratchVm, type Room } from './bench.ts';

type Pair = ProbedShape['pairs'][number];
type Ids = { set: RegisterId; clear: RegisterId };

/**
 * Two ids of one state: enabling and disabling of PMU counters, their interrupts and their overflows. What a write through either does
 * has changed from kernel to kernel, so it is tried.
 */
export async function tryPairs(room: Room, listed: readonly RegisterId[]): Promise<Pair[]> {
  const there = pairs.filter(({ set, clear }) => listed.includes(set) && listed.includes(clear));
  const found: Pair[] = [];
  for (const ids of there) {
    const bySet = await effect(room, ids, ids.set);
    const byClear = await effect(room, ids, ids.clear);
    found.push({ set: formatRegisterId(ids.set), clear: formatRegisterId(ids.clear), bySet, byClear });
  }
  return found;
}

const sysreg = (low: bigint) => registerId(0x6030_0000_0013_0000n + low);

/** PMCNTENSET_EL0, PMINTENSET_EL1, PMOVSSET_EL0 and their other halves. */
const pairs = [
  { set: sysreg(0xdce1n), clear: sysreg(0xdce2n) },
  { set: sysreg(0xc4f1n), clear: sysreg(0xc4f2n) },
  { set: sysreg(0xdcf3n), clear: sysreg(0xdce3n) },
];

/** Where a write through one id takes away or adds, what was there cannot be put back through it. */
export function isPaired(id: RegisterId): boolean {
  return pairOf(id) !== undefined;
}

export function pairOf(id: RegisterId): { set: RegisterId; clear: RegisterId } | undefined {
  return pairs.find(({ set, clear }) => id === set || id === clear);
}

const BEFORE = 0b0011n;
const WRITTEN = 0b0110n;
const ALL = 0xffff_ffffn;

/** From 0011, 0110 is written: the result tells which of the four it was. Nothing is left of what was there before. */
async function effect(room: Room, { set, clear }: Ids, through: RegisterId): Promise<Pair['bySet']> {
  const { kvm } = room.bench;
  const after = await withScratchVm(room, async (vm) => {
    const writes = [
      { id: clear, value: ALL },
      { id: set, value: 0n },
      { id: set, value: BEFORE },
      { id: through, value: WRITTEN },
    ];
    await kvm.write(
      vm,
      writes.map((write) => ({ vcpu: FIRST, ...write })),
    );
    const { vcpus } = await kvm.read(vm, [set]);
    return vcpus[FIRST]?.values[0];
  });
  return effects.find(([result]) => result === after)?.[1] ?? 'other';
}

const effects = [
  [WRITTEN, 'plain'],
  [BEFORE | WRITTEN, 'or'],
  [BEFORE & ~WRITTEN, 'clear'],
  [BEFORE, 'ignored'],
] as const;
