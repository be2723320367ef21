import { registerId } from '@regscope/registers';
import { heldIn, refused, type Outcome, type Rule, type ScratchVm, type Write } from '../scratch-vm.ts';

export const WORKAROUND_2 = registerId(0x6030_0000_0014_0002n);
const AVAIL = 2n;
const NOT_REQUIRED = 3n;
const ENABLED = 16n;

/**
 * KVM_REG_ARM_SMCCC_ARCH_WORKAROUND_2 stores nothing: the host answers it, and a level is refused that is above what it answers at that
 * moment, which hangs on ID_AA64PFR1_EL1.SSBS (kvm_arm_set_fw_reg(), arch/arm64/kvm/hypercalls.c, Linux 7.3).
 */
export const spectreV4Level: Rule = { is: (id) => id === WORKAROUND_2, write: writeLevel };

function writeLevel(vm: ScratchVm, { id, value }: Write): Outcome {
  const answer = heldIn(vm, id);
  const level = value & 0xfn;
  const isKnown = (value & ~(0xfn | ENABLED)) === 0n && level <= NOT_REQUIRED;
  if (!isKnown || ((value & ENABLED) !== 0n && level !== AVAIL))
    return refused('EINVAL', value ^ answer, 'no level of this workaround');
  const meant = level >= AVAIL ? NOT_REQUIRED : 0n;
  if (meant > answer) return refused('EINVAL', value ^ answer, 'the host answers a lower level');
  return value === answer
    ? { told: [], got: answer }
    : { told: [{ kind: 'altered', mask: value ^ answer, stored: answer, because: hostAnswers }], got: answer };
}

const hostAnswers = 'nothing is stored: the host answers for itself';
