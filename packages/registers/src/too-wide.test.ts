import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registerId } from './index.ts';
import { fieldTooWide, tooWide } from './too-wide.ts';

const fpsr = registerId(0x6020_0000_0010_00d4n);

test('the bits that are too many are named', () => {
  expect(tooWide(fpsr, 0x1_0000_0000n)).toBe('the register has 32 bits, 31 to 0; the value also sets bit 32');
  expect(tooWide(fpsr, 0x5_ffff_ffffn)).toContain('bits 32 and 34');
});

test('what fits is no problem, at any size that an id can say', () => {
  const sized = fc.nat(8).chain((log2) => fc.tuple(fc.constant(log2), fc.bigInt(0n, (1n << BigInt(8 << log2)) - 1n)));
  fc.assert(
    fc.property(sized, ([log2, value]) => {
      const id = registerId(0x6000_0000_0013_0000n | (BigInt(log2) << 52n));
      expect(tooWide(id, value)).toBeUndefined();
      expect(tooWide(id, value | (1n << BigInt(8 << log2)))).toMatch(/also sets bit \d+$/);
    }),
  );
});

test('an id without a size leaves nothing to compare with', () => {
  expect(tooWide(registerId(0x6090_0000_0000_0000n), 1n << 4000n)).toBeUndefined();
});

test('a value that is too wide for a field is told so with the field’s name', () => {
  const el0 = { name: 'EL0', segs: [[3, 0]] as const };
  expect(fieldTooWide(el0, 0x1fn)).toBe('EL0 has 4 bits; the value also sets bit 4 above them');
  expect(fieldTooWide(el0, 0xfn)).toBeUndefined();
  expect(fieldTooWide({ name: 'E', segs: [[0, 0]] }, 2n)).toContain('E has 1 bit;');
});
