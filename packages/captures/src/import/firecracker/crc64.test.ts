import { expect, test } from 'vitest';
import { crc64 } from './crc64.ts';

test('the sum of sixteen bytes is the one that Firecracker documents', () => {
  expect(crc64(new Uint8Array(16).fill(0x7b))).toBe(0x29d5_3572_1632_6566n);
});

test('bytes with their own sum behind them have the sum 0', () => {
  const bytes = new Uint8Array(24).fill(0x7b, 0, 16);
  new DataView(bytes.buffer).setBigUint64(16, crc64(bytes.subarray(0, 16)), true);
  expect(crc64(bytes)).toBe(0n);
});
