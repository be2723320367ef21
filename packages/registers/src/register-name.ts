import type { RegisterId } from './register-id.ts';

/** One field of an id: `op0` in bits 15..14 is 3, which means `System register`. `meaning` is empty where there is none to add. */
export type IdPart = { name: string; msb: number; lsb: number; value: bigint; meaning: string };

/** What an architecture's codec says of the low 32 (or 52) bits of an id. */
export type IdClass = {
  class: string;
  name: string;
  parts: readonly IdPart[];
  /** What everybody who meets this id should know; empty for most. */
  note: string;
  /** Why KVM would not know this id, one sentence each, naming the bits. Empty when nothing is wrong. */
  problems: readonly string[];
};

/** Cuts a field out of an id. */
export function part(id: RegisterId, at: { name: string; msb: number; lsb: number }, meaning = ''): IdPart {
  const value = (id >> BigInt(at.lsb)) & ((1n << BigInt(at.msb - at.lsb + 1)) - 1n);
  return { ...at, value, meaning };
}
