// One request, one reply, over any byte stream: frames of a u32 length and a message. Owns the tags, the deadlines and the verdict that
// a stream is broken; after that it is closed for good, because nobody could say where the next message begins.
import type { Duplex } from 'node:stream';
import { ByteReader, u16, u32 } from './bytes.ts';
import { KvmError, type KvmFailure } from './kvm-error.ts';
import { kinds, ops, protocol, refusalName, type Op } from './protocol.ts';
import { errnoName } from './replies.ts';

type Waiting = {
  op: Op;
  resolve: (body: ByteReader) => void;
  reject: (error: KvmError) => void;
  timeoutMs: number;
};

export class Channel {
  readonly #stream: Duplex;
  readonly #waiting = new Map<number, Waiting>();
  #chunks: Buffer[] = [];
  #held = 0;
  #tag = 0;
  #deadline: NodeJS.Timeout | undefined;
  #failure: KvmFailure | undefined;
  /** Resolves once, with the reason, when the channel will answer no more. */
  readonly closed: Promise<KvmFailure>;
  #close: (failure: KvmFailure) => void = () => {};

  /** `why` says, once the stream has ended, what ended it: the process or machine behind it may still have to be asked. */
  constructor(stream: Duplex, why: () => Promise<string> = async () => 'its stream ended') {
    this.#stream = stream;
    this.closed = new Promise((resolve) => (this.#close = resolve));
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    const ended = (): Promise<void> => why().then((because) => this.fail({ kind: 'gone', because }));
    for (const event of ['end', 'close', 'error']) stream.on(event, () => void ended());
  }

  /**
   * Rejects with a KvmError. Requests are answered one after the other; one that gets no answer within `timeoutMs` from when its turn came
   * ends the channel.
   */
  request(op: Op, body: Buffer, timeoutMs: number): Promise<ByteReader> {
    if (this.#failure !== undefined) return Promise.reject(new KvmError(this.#failure));
    if (body.length + 8 > protocol.RS_MAX_MESSAGE)
      return Promise.reject(new KvmError({ kind: 'core', refusal: 'RS_TOO_MANY' }));
    const tag = (this.#tag = (this.#tag + 1) >>> 0);
    return new Promise((resolve, reject) => {
      this.#waiting.set(tag, { op, resolve, reject, timeoutMs });
      if (this.#waiting.size === 1) this.#watch();
      this.#stream.write(Buffer.concat([u32(body.length + 8, tag), u16(ops[op]), u16(0), body]));
    });
  }

  /** Ends the channel: everything that waits is rejected with this failure, and so is everything that comes later. */
  fail(failure: KvmFailure): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    clearTimeout(this.#deadline);
    for (const { reject } of this.#waiting.values()) reject(new KvmError(failure));
    this.#waiting.clear();
    this.#chunks = [];
    this.#stream.destroy();
    this.#close(failure);
  }

  /** Sets the deadline of the request whose turn it is now. */
  #watch(): void {
    clearTimeout(this.#deadline);
    const [head] = this.#waiting.values();
    if (head === undefined) return;
    const { op, timeoutMs } = head;
    this.#deadline = setTimeout(() => this.fail({ kind: 'timeout', op, afterMs: timeoutMs }), timeoutMs);
  }

  #receive(chunk: Buffer): void {
    if (this.#failure !== undefined) return;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    for (
      let length = this.#nextLength();
      length !== undefined && this.#held >= 4 + length;
      length = this.#nextLength()
    ) {
      const all = this.#chunks.length === 1 ? (this.#chunks[0] ?? chunk) : Buffer.concat(this.#chunks);
      this.#chunks = all.length > 4 + length ? [all.subarray(4 + length)] : [];
      this.#held = all.length - 4 - length;
      this.#dispatch(all.subarray(4, 4 + length));
    }
  }

  #nextLength(): number | undefined {
    if (this.#failure !== undefined || this.#held < 4) return undefined;
    const first = this.#chunks[0];
    const head = first !== undefined && first.length >= 4 ? first : Buffer.concat(this.#chunks);
    const length = head.readUInt32LE(0);
    if (length >= 8 && length <= protocol.RS_MAX_MESSAGE) return length;
    this.fail({ kind: 'broken', because: `a frame of ${length} bytes` });
    return undefined;
  }

  #dispatch(message: Buffer): void {
    const reader = new ByteReader(message);
    const [tag, kind, code] = [reader.u32(), reader.u16(), reader.u16()];
    const waiting = this.#waiting.get(tag);
    if (waiting === undefined)
      return this.fail({ kind: 'broken', because: `an answer to request ${tag}, which nobody made` });
    this.#waiting.delete(tag);
    this.#watch();
    if (kind === kinds.RS_DONE) return waiting.resolve(reader);
    if (kind === kinds.RS_KERNEL)
      return waiting.reject(new KvmError({ kind: 'kernel', errno: errnoName(code), call: reader.text(reader.left) }));
    return waiting.reject(new KvmError({ kind: 'core', refusal: refusalName(code) }));
  }
}
