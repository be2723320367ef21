import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setBits, stripRows } from './strip-rows.ts';

test('a register of up to 64 bits is one row, even when it is zero', () => {
  expect(stripRows({ value: 0n, marks: 0n, bits: 32 })).toEqual([
    { kind: 'bits', msb: 31, lsb: 0, value: 0n, marks: 0n },
  ]);
});

test('empty rows of a wide register are told in one line', () => {
  const rows = stripRows({ value: 5n, marks: 0n, bits: 2048 });
  expect(rows).toEqual([
    { kind: 'zeros', msb: 2047, lsb: 64 },
    { kind: 'bits', msb: 63, lsb: 0, value: 5n, marks: 0n },
  ]);
});

test('the rows together are the value, without gap or overlap', () => {
  const wide = fc.bigInt({ min: 0n, max: (1n << 2048n) - 1n });
  fc.assert(
    fc.property(wide, (value) => {
      const rows = stripRows({ value, marks: 0n, bits: 2048 });
      let next = 2047;
      let sum = 0n;
      for (const row of rows) {
        expect(row.msb).toBe(next);
        next = row.lsb - 1;
        if (row.kind === 'bits') sum |= row.value << BigInt(row.lsb);
      }
      expect([next, sum]).toEqual([-1, value]);
    }),
  );
});

test('set bits are listed from the lowest', () => {
  expect(setBits(0b1011n)).toEqual([0, 1, 3]);
  expect(setBits(1n << 2047n)).toEqual([2047]);
});
