import type { Flips, ProbedRegister, ProbedShape } from '@regscope/captures';
import { idFromHex, sizeInBytes } from '@regscope/registers';
import { capturedBits } from './captured-bits.ts';

/**
 * What a probe found out about one register, bit by bit; a bit that takes others along with it was changed as well. `vm`: a write was seen
 * through another vCPU; `vcpu`: it was not. `before`: can be changed before the first run; `after`: still can through every vCPU once one
 * has run, undefined where that was not tried. `moving`: changes by itself.
 */
export type RegisterFacts = { vm: bigint; vcpu: bigint; before: bigint; after: bigint | undefined; moving: bigint };

/** By id. A register that is written as a whole (PSCI_VERSION) is known by the values that were tried. */
export function factsOf({ registers, tried, again }: ProbedShape): ReadonlyMap<string, RegisterFacts> {
  const facts = new Map(
    registers.map((register) => [register.id, ofFlips(register, again && wasTriedAgain(register, registers))]),
  );
  for (const { id, value, outcome, seen } of tried) {
    const known = facts.get(id);
    const register = registers.find((one) => one.id === id);
    if (known === undefined || register === undefined || outcome !== '=') continue;
    const changed = capturedBits(value) ^ capturedBits(register.value);
    facts.set(id, {
      ...known,
      before: known.before | changed,
      after: known.after === undefined || register.ran !== undefined ? known.after : known.after | changed,
      vm: seen ? known.vm | changed : known.vm,
      vcpu: seen ? known.vcpu : known.vcpu | changed,
    });
  }
  return facts;
}

/** Of registers wider than 128 bits only the first of each size is tried again after a run (the capture format says so). */
function wasTriedAgain({ id }: ProbedRegister, all: readonly ProbedRegister[]): boolean {
  const size = sizeInBytes(idFromHex(id)) ?? 0;
  return size <= 16 || all.find((one) => one.id[4] === id[4])?.id === id;
}

function ofFlips({ new: fresh, ran = fresh, idle = fresh, moving }: ProbedRegister, again: boolean): RegisterFacts {
  const whole = moving === undefined ? (mask: bigint) => mask : wholeCounter;
  const changeable = (flips: Flips) => whole(capturedBits(flips.taken) | capturedBits(flips.altered));
  const moments = [fresh, ran, idle];
  const seen = moments.reduce((mask, one) => mask | whole(capturedBits(one.seen)), 0n);
  const changed = moments.reduce((mask, one) => mask | changeable(one), 0n);
  return {
    vm: seen,
    vcpu: changed & ~seen,
    before: changeable(fresh),
    after: again ? changeable(ran) & changeable(idle) : undefined,
    moving: capturedBits(moving),
  };
}

/** Bits that move by themselves cannot be judged one by one. A counter is one number: where its upper bits are taken, those below are. */
function wholeCounter(mask: bigint): bigint {
  return mask === 0n ? 0n : mask | ((mask & -mask) - 1n);
}
