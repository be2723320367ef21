import { Duplex, PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registerId } from '@regscope/registers';
import { u16, u32 } from './bytes.ts';
import { Channel } from './channel.ts';
import { kvmOverChannel } from './kvm.ts';

/** A channel whose other end is in the test's hand: what it wrote comes out of `asked`, what is put in `answers` reaches it. */
function wire() {
  const [asked, answers] = [new PassThrough(), new PassThrough()];
  const channel = new Channel(Duplex.from({ readable: answers, writable: asked }));
  return { channel, asked, answers };
}

const none: Buffer = Buffer.alloc(0);
const frame = (tag: number, kind: number, body = none) =>
  Buffer.concat([u32(body.length + 8, tag), u16(kind), u16(22), body]);
const failure = (kind: string, because?: unknown) =>
  expect.objectContaining({ failure: expect.objectContaining(because === undefined ? { kind } : { kind, because }) });

test('answers find their requests, however the stream cuts them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
      async (lengths, cuts) => {
        const { channel, answers } = wire();
        const replies = lengths.map(() => channel.request('RS_HELLO', none, 20_000));
        let bytes = Buffer.concat(lengths.map((length, n) => frame(n + 1, 0, Buffer.alloc(length, n))));
        for (const cut of cuts) {
          answers.write(bytes.subarray(0, cut));
          bytes = bytes.subarray(cut);
          if (bytes.length === 0) break;
        }
        expect((await Promise.all(replies)).map(({ left }) => left)).toEqual(lengths);
        channel.fail({ kind: 'gone', because: 'the test is over' });
      },
    ),
    { numRuns: 200 },
  );
});

test('an errno of the kernel names what was called', async () => {
  const { channel, answers } = wire();
  const reply = channel.request('RS_CREATE', none, 20_000);
  answers.write(frame(1, 1, Buffer.from('KVM_CREATE_VM')));
  await expect(reply).rejects.toEqual(failure('kernel'));
  await expect(reply).rejects.toThrow('KVM_CREATE_VM gave EINVAL');
});

test.each([
  ['a frame above the limit', u32((16 << 20) + 1, 1), 'a frame of 16777217 bytes'],
  ['a frame too short for a head', u32(7), 'a frame of 7 bytes'],
  ['an answer that nobody asked for', frame(9, 0), 'an answer to request 9, which nobody made'],
])('%s breaks the channel, now and for what comes after', async (_, bytes, because) => {
  const { channel, answers } = wire();
  const reply = channel.request('RS_HELLO', none, 20_000);
  answers.write(bytes);
  await expect(reply).rejects.toEqual(failure('broken', because));
  await expect(channel.request('RS_HELLO', none, 20_000)).rejects.toEqual(failure('broken', because));
  expect(await channel.closed).toMatchObject({ kind: 'broken' });
});

test('a stream that ends in the middle of an answer leaves nobody waiting', async () => {
  const { channel, answers } = wire();
  const replies = [channel.request('RS_READ', none, 20_000), channel.request('RS_RUN', none, 20_000)];
  answers.end(frame(1, 0, Buffer.alloc(100)).subarray(0, 50));
  for (const reply of await Promise.allSettled(replies)) expect(reply).toMatchObject({ reason: failure('gone') });
});

test('silence ends the channel after the deadline, and says which operation it was', async () => {
  const { channel } = wire();
  await expect(channel.request('RS_RUN', none, 30)).rejects.toThrow('RS_RUN got no answer within 30 ms');
  expect(await channel.closed).toMatchObject({ kind: 'timeout' });
});

test('no bytes of a reply make a reader do anything but answer or say that it is broken', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('hello', 'list', 'read', 'write', 'masks', 'flip', 'attempt'),
      async (bytes, call) => {
        const { channel, answers } = wire();
        const kvm = kvmOverChannel(channel, async () => {});
        const reply = {
          hello: () => kvm.hello(),
          list: () => kvm.list(1, 0),
          read: () => kvm.read(1),
          write: () => kvm.write(1, []),
          masks: () => kvm.masks(1),
          flip: () => kvm.flip(1, { vcpu: 0 }, [registerId(1n)]),
          attempt: () => kvm.attempt(1, { vcpu: 0, watch: true }, [{ id: registerId(1n), value: 0n }]),
        }[call]();
        answers.write(frame(1, 0, Buffer.from(bytes)));
        await reply.then(
          () => undefined,
          (error: unknown) => expect(error).toEqual(failure('broken')),
        );
        channel.fail({ kind: 'gone', because: 'the test is over' });
      },
    ),
    { numRuns: 2000 },
  );
});

test('a request that waits for its turn is not late: its time begins when those before it were answered', async () => {
  const { channel, answers } = wire();
  const replies = [channel.request('RS_READ', none, 20_000), channel.request('RS_RUN', none, 600)];
  setTimeout(() => answers.write(frame(1, 0)), 1200);
  setTimeout(() => answers.write(frame(2, 0)), 1210);
  expect((await Promise.allSettled(replies)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
});

test('a reply that does not fit its operation ends the channel', async () => {
  const { channel, answers } = wire();
  const reply = kvmOverChannel(channel, async () => {}).list(1, 0);
  answers.write(frame(1, 0, u32(5, 0)));
  await expect(reply).rejects.toEqual(failure('broken'));
  expect(await channel.closed).toMatchObject({ kind: 'broken' });
});
