// SVE: vector lengths are settled early, and decide how much of a vector there is.
import { hex, registerId, type RegisterId } from '@regscope/registers';
import { heldIn, outcomeOf, refused, type Outcome, type Rule, type ScratchVm, type Write } from '../scratch-vm.ts';

/** KVM_REG_ARM64_SVE_VLS: a bit for each multiple of 128. */
export const SVE_VLS = registerId(0x6060_0000_0015_ffffn);
const FFR_AND_P = 5n;

/**
 * The lengths up to the longest that is chosen are the host's, all of them: none is left out (set_sve_vls(), arch/arm64/kvm/guest.c, Linux
 * 7.3). Most sets were tried as well, and then that says it.
 */
export const vectorLengths: Rule = { is: (id) => id === SVE_VLS, write: writeLengths };

function writeLengths({ shape }: ScratchVm, { id, value }: Write): Outcome {
  const host = shape.fresh.get(id) ?? 0n;
  const upTo = (1n << BigInt(value.toString(2).length)) - 1n;
  const outcome = shape.early.get(value) ?? (value !== 0n && value === (host & upTo) ? '=' : 'EINVAL');
  if (outcome === '=') return { told: [], got: value };
  return refused(outcome, value ^ (host & upTo), `the host has the vector lengths ${hex(host)}, not ${hex(value)}`);
}

/** Z, P and FFR: what lies beyond the longest vector is dropped (sve_reg_to_region(), arch/arm64/kvm/guest.c, Linux 7.3). */
export const vectors: Rule = { is: isVector, write: writeVector };

function isVector(id: RegisterId): boolean {
  return id >> 16n === 0x6080_0000_0015n || id >> 16n === 0x6050_0000_0015n;
}

function writeVector(vm: ScratchVm, { id, value }: Write): Outcome {
  const bits = 128n * BigInt(heldIn(vm, SVE_VLS).toString(2).length);
  const there = (1n << (((id >> 52n) & 0xfn) === FFR_AND_P ? bits / 8n : bits)) - 1n;
  const beyond = value & ~there;
  if (beyond === 0n) return { told: [], got: value };
  const because = `vectors of ${bits} bits have no such bits`;
  return outcomeOf([{ kind: 'altered', mask: beyond, stored: 0n, because }], { id, value }, 0n);
}
