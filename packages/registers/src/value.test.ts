import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, hex, idFromHex, parseHex, readUintLE, writeUintLE } from './index.ts';

test('values of 8 to 2048 bits go to bytes and to text and come back whole', () => {
  const sized = fc
    .nat(8)
    .chain((log2) => fc.tuple(fc.constant(1 << log2), fc.bigInt(0n, (1n << BigInt(8 << log2)) - 1n)));
  fc.assert(
    fc.property(sized, ([size, value]) => {
      const bytes = new Uint8Array(size);
      writeUintLE(value, bytes);
      expect(readUintLE(bytes)).toBe(value);
      expect([parseHex(hex(value)), fromHex(hex(value))]).toEqual([value, value]);
    }),
  );
});

test('a value wider than its register is refused, and so is a negative one', () => {
  expect(() => writeUintLE(0x100n, new Uint8Array(1))).toThrow('0x100');
  expect(() => writeUintLE(-1n, new Uint8Array(8))).toThrow(RangeError);
});

test('separators are read, and hexadecimal of an absurd length is not', () => {
  expect(parseHex('0xFFFF_0000')).toBe(0xffff_0000n);
  expect(parseHex(`0x${'f'.repeat(5000)}`)).toBeUndefined();
});

test.each(['', '0x', '12', '0xg', '-0x1'])('%j is no number, and never taken for zero where one must stand', (text) => {
  expect(parseHex(text)).toBeUndefined();
  expect(() => fromHex(text)).toThrow('no hexadecimal number');
  expect(() => idFromHex(text)).toThrow(RangeError);
});
