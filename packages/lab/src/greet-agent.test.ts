import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';

import { greetAgent } from './greet-agent.ts';

test('an answer in pieces is taken, and the stream can be used as if nothing had been', async () => {
  const stream = agentThatSends(['\x05\0', '\0\0he', 'llo', 'next']);
  expect(await greetAgent(stream, 5000)).toBe(true);
  const [next] = await new Promise<unknown[]>((resolve) => stream.once('data', (...data) => resolve(data)));
  expect(String(next)).toBe('next');
});

test('silence, and half an answer, are not taken for an answer', async () => {
  expect(await greetAgent(agentThatSends([]), 30)).toBe(false);
  expect(await greetAgent(agentThatSends(['\x05\0\0\0he']), 30)).toBe(false);
});

test('an agent that hangs up is not waited for', async () => {
  const stream = agentThatSends([]);
  const greeting = greetAgent(stream, 60_000);
  stream.destroy();
  expect(await greeting).toBe(false);
});

function agentThatSends(pieces: readonly string[]): Duplex {
  return new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      for (const [i, piece] of pieces.entries()) setTimeout(() => this.push(Buffer.from(piece, 'latin1')), 5 * i);
      done();
    },
  });
}
