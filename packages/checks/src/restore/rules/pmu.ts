// The PMU's registers: their bits depend on how many counters the VM has and how wide they are.
import { registerId, type RegisterId } from '@regscope/registers';
import { foretellValue, type Foretold } from '../../foretell.ts';
import type { Probed } from '../../probe-index.ts';
import { heldIn, move, outcomeOf, type Outcome, type Rule, type ScratchVm, type Write } from '../scratch-vm.ts';

const sysreg = (low: bigint) => registerId(0x6030_0000_0013_0000n | low);
const PMCR_EL0 = sysreg(0xdce0n);
const ID_AA64DFR0_EL1 = sysreg(0xc028n);
const [PMEVCNTR0_EL0, PMEVCNTR30_EL0] = [sysreg(0xdf40n), sysreg(0xdf5en)];

const N = 0xf800n;
const CYCLES = 1n << 31n;

/**
 * PMCR_EL0.N is one number: what is above the host's is left as it was, and a lower one takes the counters above it away (set_pmcr(),
 * arch/arm64/kvm/sys_regs.c, Linux 6.7 to 7.3). Before that all of its bits were stored.
 */
export const counterNumber: Rule = { is: (id) => id === PMCR_EL0, write: writeNumber };

function writeNumber(vm: ScratchVm, { id, value }: Write, probed: Probed): Outcome {
  const before = heldIn(vm, id);
  if ((probed.taken & N) === N || ((value ^ before) & N) === 0n)
    return outcomeOf(foretellValue(probed, value), { id, value }, before);
  const isTaken = (probed.taken & N) !== 0n && (value & N) <= (probed.value & N);
  const rest = foretellValue(probed, (value & ~N) | (probed.value & N));
  const kept: Foretold[] = isTaken
    ? []
    : [{ kind: 'ignored', mask: (value ^ before) & N, because: 'N says how many counters there are, and stays' }];
  if (isTaken) dropCounters(vm, (value & N) >> 11n);
  return outcomeOf([...rest, ...kept], { id, value }, before);
}

function dropCounters(vm: ScratchVm, n: bigint): void {
  vm.counters = ((1n << n) - 1n) | CYCLES;
  for (const id of vm.shape.listed)
    if (vm.shape.pairOf(id) !== undefined) move(vm, { id, value: heldIn(vm, id) & vm.counters }, PMCR_EL0);
}

/** PMCNTENSET_EL0 and PMCNTENCLR_EL0 and their like are one state; what a write through either does was tried as a whole. */
export const pairOfOneState: Rule = {
  is: (id, { shape }) => shape.pairOf(id) !== undefined,
  write: writePair,
};

function writePair(vm: ScratchVm, { id, value }: Write): Outcome {
  const pair = vm.shape.pairOf(id);
  const before = heldIn(vm, id);
  const way = pair === undefined ? 'other' : id === pair.set ? pair.bySet : pair.byClear;
  if (pair === undefined || way === 'other')
    return {
      told: [{ kind: 'unknown', mask: value ^ before, because: 'what a write does was not found out' }],
      got: undefined,
    };
  const written = value & reachable(vm, pair.set) & vm.counters;
  const got = effects[way](before, written);
  for (const other of [pair.set, pair.clear]) move(vm, { id: other, value: got }, id);
  if (got === value || way === 'plain') return { told: [], got };
  return { told: [{ kind: 'altered', mask: got ^ value, stored: got, because: ways[way] }], got };
}

const ways = {
  or: 'what is written through this id is added to what was there',
  clear: 'what is written through this id is taken away from what was there',
  ignored: 'what is written through this id is ignored',
} as const;

/** Bits that were seen to change through either id, or were there from the start. */
function reachable({ shape }: ScratchVm, set: RegisterId): bigint {
  const pair = shape.pairOf(set);
  const both = pair === undefined ? [] : [shape.probed(pair.set), shape.probed(pair.clear)];
  return both.reduce((mask, one) => mask | (one?.taken ?? 0n) | (one?.value ?? 0n), 0n);
}

const effects = {
  plain: (_: bigint, written: bigint) => written,
  or: (before: bigint, written: bigint) => before | written,
  clear: (before: bigint, written: bigint) => before & ~written,
  ignored: (before: bigint) => before,
} as const;

/**
 * Event counters have 64 bits from PMUv3.5 on, and 32 before (kvm_pmu_is_3p5(), arch/arm64/kvm/pmu-emul.c, Linux 7.3): by the PMUVer that
 * the VM has in the end. Followed where the fresh VM of the host shows it.
 */
export function counterWidth(vm: ScratchVm, id: RegisterId): bigint {
  if (!isEventCounter(id)) return -1n;
  const probed = vm.shape.probed(id);
  const isNarrow = (probed?.ignored ?? 0n) >> 32n !== 0n;
  const follows = isNarrow === version(vm.shape.fresh.get(ID_AA64DFR0_EL1)) < PMUV3P5;
  return follows && version(heldIn(vm, ID_AA64DFR0_EL1)) < PMUV3P5 ? 0xffff_ffffn : -1n;
}

export function isEventCounter(id: RegisterId): boolean {
  return id >= PMEVCNTR0_EL0 && id <= PMEVCNTR30_EL0;
}

const PMUV3P5 = 6n;

function version(features = 0n): bigint {
  return (features >> 8n) & 0xfn;
}
