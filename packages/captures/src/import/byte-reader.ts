import type { Stop } from './import-error.ts';

/** Reads numbers one after the other, and stops with offset and expectation where the bytes end too early. */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #stop: Stop;

  constructor(bytes: Uint8Array, order: 'little' | 'big', stop: Stop) {
    this.bytes = bytes;
    this.at = 0;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = order === 'little';
    this.#stop = stop;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(what: string): number {
    return this.#view.getUint8(this.#step(1, what));
  }

  u32(what: string): number {
    return this.#view.getUint32(this.#step(4, what), this.#little);
  }

  u64(what: string): bigint {
    return this.#view.getBigUint64(this.#step(8, what), this.#little);
  }

  /** A u64 that counts things of `size` bytes each, all of which must still be there: 2^31 of them never are. */
  count(size: number, what: string): number {
    const from = this.at;
    const count = this.u64(`the number of ${what}`);
    if (count * BigInt(size) > BigInt(this.left))
      this.#stop(
        offset(from),
        `expected at most ${Math.floor(this.left / size)} ${what}, as many as fit; here are ${count}`,
      );
    return Number(count);
  }

  take(length: number, what: string): Uint8Array {
    const from = this.#step(length, what);
    return this.bytes.subarray(from, from + length);
  }

  #step(length: number, what: string): number {
    const from = this.at;
    if (length > this.left)
      this.#stop(offset(from), `expected ${what}, ${length} bytes; the file ends at ${offset(this.bytes.length)}`);
    this.at += length;
    return from;
  }
}

/** `offset 0x1f4`. */
export function offset(at: number): string {
  return `offset 0x${at.toString(16)}`;
}

/** The bytes as text, with a mark for whatever is none. */
export function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
