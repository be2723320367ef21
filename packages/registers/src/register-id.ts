import { fromHex, hex, parseHex } from './hex.ts';

declare const brand: unique symbol;

/** The u64 by which KVM_GET_ONE_REG and KVM_SET_ONE_REG know a register. */
export type RegisterId = bigint & { readonly [brand]: 'RegisterId' };

/** The only place where a plain bigint becomes a RegisterId. Throws a RangeError for what is not a u64. */
export function registerId(raw: bigint): RegisterId {
  if (raw < 0n || raw > U64_MAX) throw new RangeError(`register id is not a u64: ${raw}`);
  return raw as RegisterId;
}

/** A register id from text such as `0x603000000013c020`; undefined when it is no hexadecimal u64. */
export function parseRegisterId(text: string): RegisterId | undefined {
  const raw = parseHex(text);
  return raw === undefined || raw > U64_MAX ? undefined : registerId(raw);
}

/** As `fromHex`: of text that can be nothing else. */
export function idFromHex(text: string): RegisterId {
  return registerId(fromHex(text));
}

/**
 * The size of the register's value in bytes, 1 to 256, from bits 55..52 of the id (KVM_REG_SIZE in include/uapi/linux/kvm.h,
 * Linux 6.18); undefined when the field is above KVM_REG_SIZE_U2048 and so no size at all.
 */
export function sizeInBytes(id: RegisterId): number | undefined {
  const log2 = Number((id >> 52n) & 0xfn);
  return log2 <= 8 ? 1 << log2 : undefined;
}

/** The id as it is written everywhere outside this program. */
export function formatRegisterId(id: RegisterId): string {
  return hex(id);
}

const U64_MAX = 0xffff_ffff_ffff_ffffn;
