import { registerId } from '@regscope/registers';
import { foretellValue } from '../../foretell.ts';
import type { Probed } from '../../probe-index.ts';
import { heldIn, outcomeOf, type Outcome, type Rule, type ScratchVm, type Write } from '../scratch-vm.ts';

const CLIDR_EL1 = registerId(0x6030_0000_0013_c801n);
const CTR_EL0 = registerId(0x6030_0000_0013_d801n);
const IDC = 1n << 28n;
const [LOUIS, LOC, LOUU] = [0x7n << 21n, 0x7n << 24n, 0x7n << 27n];

/** A cache hierarchy without a point of unification says what CTR_EL0.IDC says (set_clidr(), arch/arm64/kvm/sys_regs.c, Linux 7.3). */
export const cacheLevels: Rule = { is: (id) => id === CLIDR_EL1, write: writeLevels };

function writeLevels(vm: ScratchVm, { id, value }: Write, probed: Probed): Outcome {
  const before = heldIn(vm, id);
  const claims = (value & LOC) === 0n || (value & (LOUIS | LOUU)) === 0n;
  const isOpen =
    claims && value !== before && probed.taken !== 0n && ((vm.shape.fresh.get(CTR_EL0) ?? 0n) & IDC) === 0n;
  if (!isOpen) return outcomeOf(foretellValue(probed, value), { id, value }, before);
  const because = 'claims what the host’s CTR_EL0.IDC denies, which was not tried';
  return { told: [{ kind: 'unknown', mask: value ^ before, because }], got: undefined };
}
