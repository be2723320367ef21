import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registerId } from '@regscope/registers';
import { ByteReader, u32, u64 } from './bytes.ts';
import { flipReply, masksReply, trialsReply } from './probe-replies.ts';

const wide = registerId(0x6040_0000_0015_0000n);
const narrow = registerId(0x6020_0000_0011_0000n);
const [plain, gone] = [registerId(0x6030_0000_0013_c021n), registerId(0x6030_0000_0013_c103n)];

const flips = Buffer.concat([
  u32(2, 0),
  u64(77n),
  u32(0, 16, 1, 2),
  u64(...[1n, 2n, 3n, 4n, 5n, 6n, 7n].flatMap((low) => [low, low << 8n])),
  u32(22, 0),
  u64(8n, 9n),
  u32(16, 0),
  u64(10n, 1n << 63n),
  u32(2, 0, 2, 0),
]);
const trials = Buffer.concat([
  u32(2, 0, 0, 0, 0x4004, 16),
  u64(5n, 6n),
  u32(1, 1, 2, 0),
  u64(gone, plain, wide),
  u32(1, 16),
  u64(3n, 1n, plain),
  u32(0, 0, 22, 0, 0, 0),
  u64(0n, 0n),
  u32(0, 0, 0, 0),
]);
const asked = [
  { id: plain, value: 1n },
  { id: narrow, value: 2n },
];

const readers = {
  masks: (bytes: Buffer) => masksReply(new ByteReader(bytes)),
  flips: (bytes: Buffer) => flipReply(new ByteReader(bytes), [wide, plain]),
  trials: (bytes: Buffer) => trialsReply(new ByteReader(bytes), { vcpu: 0, watch: true }, asked),
};

test('masks are found under the ids of their registers, and empty ones are left out', () => {
  const masks = Array.from({ length: 192 }, () => 0n);
  [masks[0o40], masks[0o101], masks[0o201]] = [0xfn, 0xf0n, 0xf00n];
  expect([...readers.masks(Buffer.concat([u32(192, 0), u64(...masks)]))]).toEqual([
    [0x6030_0000_0013_c020n, 0xfn],
    [0x6030_0000_0013_c801n, 0xf0n],
    [0x6030_0000_0013_d801n, 0xf00n],
  ]);
});

test('flips give every mask in the width of its register, and refusals by errno', () => {
  const [first, second] = readers.flips(flips);
  const [value, moving, taken, seen, ignored, altered, stuck] = [1n, 2n, 3n, 4n, 5n, 6n, 7n].map((x) => x | (x << 72n));
  const refused = [
    { errno: 'EINVAL', mask: 8n | (9n << 64n) },
    { errno: 'EBUSY', mask: 10n | (1n << 127n) },
  ];
  const masks = { value, moving, taken, seen, ignored, altered, stuck, refused };
  expect(first).toEqual({ id: wide, status: null, bits: 128, sameStatus: 'EPERM', ...masks });
  expect(second).toMatchObject({ id: plain, status: 'ENOENT', bits: 0, sameStatus: 'ENOENT', stuck: 0n, refused: [] });
});

test('trials tell what came, what went and what changed, and what cannot be read any more', () => {
  const [first, second] = readers.trials(trials);
  const statuses = { status: null, readStatus: null, otherStatus: 'RS_NO_SUCH_VCPU', restoreStatus: 'EBUSY' };
  const changed = [
    { id: wide, vcpu: 1, value: 3n | (1n << 64n) },
    { id: plain, vcpu: 0, value: null },
  ];
  const found = { listStatus: null, gained: [gone], lost: [plain], changed };
  expect(first).toEqual({ id: plain, value: 1n, ...statuses, stored: 5n, seen: 6n, ...found });
  expect(second).toMatchObject({ id: narrow, status: 'EINVAL', gained: [], lost: [], changed: [] });
});

test('a list that failed after the write is told as such, and not as one that lost everything', () => {
  const reply = Buffer.concat([u32(1, 0, 0, 0, 0, 0), u64(5n, 6n), u32(0, 0, 0, 12)]);
  const [trial] = trialsReply(new ByteReader(reply), { vcpu: 0, watch: true }, asked.slice(0, 1));
  expect(trial).toMatchObject({ status: null, listStatus: 'ENOMEM', gained: [], lost: [], changed: [] });
});

test('a reply cut short or mangled is answered or said to be broken, and nothing else happens', () => {
  const mangled = fc.record({
    name: fc.constantFrom('masks', 'flips', 'trials'),
    length: fc.nat(400),
    changes: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
  });
  const broken: unknown = expect.objectContaining({ failure: expect.objectContaining({ kind: 'broken' }) });
  fc.assert(
    fc.property(mangled, ({ name, length, changes }) => {
      const whole = { masks: Buffer.concat([u32(192, 0), Buffer.alloc(1536)]), flips, trials }[name];
      const bytes = Buffer.from(whole.subarray(0, length));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      expect([undefined, broken]).toContainEqual(errorOf(() => readers[name](bytes)));
    }),
    { numRuns: 5000 },
  );
});

function errorOf(read: () => unknown): unknown {
  try {
    return void read();
  } catch (error) {
    return error;
  }
}
