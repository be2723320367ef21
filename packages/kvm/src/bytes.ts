import { readUintLE } from '@regscope/registers';
import { KvmError } from './kvm-error.ts';

/** Reads a message from front to back, little-endian. Reading past the end throws a KvmError of kind `broken`. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  i32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  u64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#take(8));
  }

  /** An unsigned number of `size` bytes. */
  uint(size: number): bigint {
    if (size === 0) return 0n;
    if (size <= 6) return BigInt(this.#bytes.readUIntLE(this.#take(size), size));
    return size === 8 ? this.u64() : readUintLE(this.bytes(size));
  }

  /** A view of the next `length` bytes, not a copy. */
  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Zero bytes up to the next multiple of 8. */
  align8(): void {
    this.#take((8 - (this.#at & 7)) & 7);
  }

  text(length: number): string {
    return this.bytes(length).toString('latin1');
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  end(): void {
    if (this.left !== 0) throw new KvmError({ kind: 'broken', because: `${this.left} bytes too many` });
  }

  #take(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at)
      throw new KvmError({
        kind: 'broken',
        because: `${length} bytes wanted at ${at}, ${this.#bytes.length - at} left`,
      });
    this.#at += length;
    return at;
  }
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, n) => bytes.writeUInt32LE(value, 4 * n));
  return bytes;
}

export function u64(...values: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, n) => bytes.writeBigUInt64LE(value, 8 * n));
  return bytes;
}

/** How messages round a value: its size, up to the next multiple of 8. */
export function paddedSize(size: number): number {
  return (size + 7) & ~7;
}
