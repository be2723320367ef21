import { registerId } from '@regscope/registers';
import { foretellValue } from '../../foretell.ts';
import type { Probed } from '../../probe-index.ts';
import {
  heldIn,
  move,
  outcomeOf,
  refused,
  type Outcome,
  type Rule,
  type ScratchVm,
  type Write,
} from '../scratch-vm.ts';

const PSTATE = registerId(0x6030_0000_0010_0042n);
const PC = registerId(0x6030_0000_0010_0040n);
const ID_AA64PFR0_EL1 = registerId(0x6030_0000_0013_c020n);
const MODE = 0x1fn;
const AARCH32 = 0x10n;

/** The mode in pstate is a number, and what it may be hangs on the vCPU (set_core_reg(), arch/arm64/kvm/guest.c, Linux 7.3). */
export const mode: Rule = { is: (id) => id === PSTATE, write: writeMode };

function writeMode(vm: ScratchVm, { id, value }: Write, probed: Probed): Outcome {
  const before = heldIn(vm, id);
  const wanted = value & MODE;
  if (wanted !== (probed.value & MODE) && !mayBe(vm, wanted))
    return refused('EINVAL', (value ^ before) & MODE, `the vCPU cannot be in mode 0x${wanted.toString(16)}`);
  const rest = foretellValue(probed, (value & ~MODE) | (probed.value & MODE));
  const outcome = outcomeOf(rest, { id, value }, before);
  if (outcome.got !== undefined && (wanted & AARCH32) !== 0n) halve(vm, wanted);
  return outcome;
}

/** EL0t, EL1t, EL1h; EL2t, EL2h; and those of AArch32. */
function mayBe({ shape: { features, fresh } }: ScratchVm, wanted: bigint): boolean {
  const is32 = features.includes('aarch32');
  if (wanted === 0x10n) return ((fresh.get(ID_AA64PFR0_EL1) ?? 0n) & 0xfn) === 2n;
  if ([0x11n, 0x12n, 0x13n, 0x17n, 0x1bn, 0x1fn].includes(wanted)) return is32;
  if (wanted === 8n || wanted === 9n) return features.includes('el2');
  return !is32 && [0n, 4n, 5n].includes(wanted);
}

/** In AArch32 state, registers have 32 bits; user and system mode have fifteen of them. */
function halve(vm: ScratchVm, wanted: bigint): void {
  const count = wanted === 0x10n || wanted === 0x1fn ? 15 : 31;
  const ids = [...Array.from({ length: count }, (_, n) => registerId(0x6030_0000_0010_0000n + 2n * BigInt(n))), PC];
  for (const id of ids) move(vm, { id, value: heldIn(vm, id) & 0xffff_ffffn }, PSTATE);
}
