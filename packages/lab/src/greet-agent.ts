// Asks the guest's agent for one answer, to know that it lives. All this file knows of its language is the framing and the
// request HELLO (native/protocol.h); the answer is left to those who understand it.
import type { Duplex } from 'node:stream';

// u32 length 8, u32 tag 0, u16 operation 1 (HELLO), u16 zero
const hello = Buffer.from([8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);

/** Resolves when the agent has answered, and leaves the stream as it was; false when it says nothing in time or hangs up. */
export function greetAgent(stream: Duplex, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (answered: boolean) => {
      clearTimeout(timer);
      stream.off('readable', look).off('close', giveUp).off('error', giveUp);
      resolve(answered);
    };
    const giveUp = () => finish(false);
    let got: Buffer = Buffer.alloc(0);
    const look = () => {
      got = Buffer.concat([got, (stream.read() as Buffer | null) ?? Buffer.alloc(0)]);
      const length = got.length < 4 ? Infinity : 4 + got.readUInt32LE(0);
      if (got.length < length) return;
      if (got.length > length) stream.unshift(got.subarray(length));
      finish(true);
    };
    const timer = setTimeout(giveUp, patienceMs);
    // 'readable' and not 'data': a stream that was listened to by 'readable' goes back to its first state afterwards.
    stream.on('readable', look).on('close', giveUp).on('error', giveUp);
    stream.write(hello);
  });
}
