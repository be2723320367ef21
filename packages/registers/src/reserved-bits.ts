import { nameBits } from './name-bits.ts';
import type { RegisterId } from './register-id.ts';

/** A problem for bits of an id that must be zero and are not; none when they all are. */
export function reservedBits(id: RegisterId, at: { msb: number; lsb: number; because: string }): string[] {
  const mask = ((1n << BigInt(at.msb - at.lsb + 1)) - 1n) << BigInt(at.lsb);
  const wrong = id & mask;
  if (wrong === 0n) return [];
  const verb = (wrong & (wrong - 1n)) === 0n ? 'is' : 'are';
  return [`bits ${at.msb}..${at.lsb} must be zero ${at.because}: ${nameBits(wrong)} ${verb} not`];
}
