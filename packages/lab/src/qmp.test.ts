import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { jsonLines, openQmp } from './qmp.ts';

test('messages come out whole, however the bytes are cut', () => {
  const messages = [{ QMP: {} }, { return: { text: 'a\n"é' } }, { event: 'RESUME' }];
  const bytes = Buffer.from(messages.map((each) => `${JSON.stringify(each)}\r\n`).join(''));
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      const lines = jsonLines();
      const ends = [...cuts.toSorted((a, b) => a - b), bytes.length];
      const got = ends.flatMap((end, i) => lines(bytes.subarray(ends[i - 1] ?? 0, end)));
      expect(got).toEqual(messages);
    }),
  );
});

test('what is not JSON is passed over', () => {
  expect(jsonLines()(Buffer.from('nonsense\n{"return":{}}\n17\n'))).toEqual([{ return: {} }]);
});

test('each command gets its own answer, and an error is an error', async () => {
  const qmp = openQmp(fakeQemu());
  const answers = await Promise.allSettled([
    qmp.execute('query-status'),
    qmp.execute('nonsense'),
    qmp.execute('query-name'),
  ]);
  expect(answers).toEqual([
    { status: 'fulfilled', value: { asked: 'query-status' } },
    { status: 'rejected', reason: new Error('QEMU: no nonsense') },
    { status: 'fulfilled', value: { asked: 'query-name' } },
  ]);
});

test('a command that QEMU can no longer answer fails', async () => {
  const stream = fakeQemu();
  const qmp = openQmp(stream);
  const waiting = qmp.execute('silence');
  stream.destroy();
  await expect(waiting).rejects.toThrow('closed');
  await expect(qmp.execute('query-status')).rejects.toThrow('closed');
});

type Command = { readonly execute: string; readonly id: number };

function fakeQemu(): Duplex {
  return new Duplex({
    read() {},
    write(chunk: Buffer, _, done) {
      const command = JSON.parse(chunk.toString()) as Command;
      if (command.execute !== 'silence') this.push(`{"event":"X"}\r\n${JSON.stringify(answerTo(command))}\r\n`);
      done();
    },
  });
}

function answerTo({ execute, id }: Command) {
  if (execute === 'nonsense') return { error: { class: 'CommandNotFound', desc: 'no nonsense' }, id };
  return { return: { asked: execute }, id };
}
