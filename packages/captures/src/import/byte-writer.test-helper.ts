import { writeUintLE } from '@regscope/registers';

/** Spells structs: one field after the other, in the order of the file. */
export class ByteWriter {
  readonly #parts: number[] = [];
  readonly #little: boolean;

  constructor(order: 'little' | 'big') {
    this.#little = order === 'little';
  }

  get length(): number {
    return this.#parts.length;
  }

  u8(value: number): this {
    return this.uint(BigInt(value), 1);
  }

  u32(value: number): this {
    return this.uint(BigInt(value), 4);
  }

  u64(value: bigint | number): this {
    return this.uint(BigInt(value), 8);
  }

  uint(value: bigint, size: number): this {
    const bytes = new Uint8Array(size);
    writeUintLE(value, bytes);
    return this.bytes(this.#little ? bytes : bytes.toReversed());
  }

  text(text: string): this {
    return this.bytes(new TextEncoder().encode(text));
  }

  bytes(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#parts.push(byte);
    return this;
  }

  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#parts);
  }
}
