import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, u32 } from './bytes.ts';
import { KvmError } from './kvm-error.ts';
import { lookReply } from './look-reply.ts';

const entry = (kind: number, path: string, { status = 0, held = '' } = {}): Buffer => {
  const bytes = Buffer.from(path + held, 'latin1');
  return Buffer.concat([u32(kind, status, path.length, held.length), bytes, Buffer.alloc(-bytes.length & 7)]);
};

test('entries are told apart by kind, and one that could not be read by its errno', () => {
  const entries = [
    entry(1, '/proc'),
    entry(2, '/proc/7/stat', { held: '7 (x) R' }),
    entry(3, '/proc/7/exe', { status: 13 }),
  ];
  expect(lookReply(new ByteReader(Buffer.concat([u32(3, 1), ...entries])))).toEqual({
    isCut: true,
    entries: [
      { kind: 'folder', status: null, path: '/proc', held: Buffer.alloc(0) },
      { kind: 'file', status: null, path: '/proc/7/stat', held: Buffer.from('7 (x) R') },
      { kind: 'link', status: 'EACCES', path: '/proc/7/exe', held: Buffer.alloc(0) },
    ],
  });
});

test('more entries than there can be, and an entry of no known kind, are refused', () => {
  for (const body of [u32(0xffff_ffff, 0), Buffer.concat([u32(1, 0), entry(4, 'x')])])
    expect(() => lookReply(new ByteReader(body))).toThrow(KvmError);
});

test('whatever bytes come, the outcome is entries or a KvmError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(outcomeOf(Buffer.from(bytes))).toBe('as it must be');
    }),
  );
});

function outcomeOf(bytes: Buffer): string {
  try {
    lookReply(new ByteReader(bytes));
    return 'as it must be';
  } catch (error) {
    return error instanceof KvmError ? 'as it must be' : String(error);
  }
}
