import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseValue } from './parse-value.ts';

test.each(['0x1f', '31', '0b11111', '0B1_1111', '0X1F', ' 0x1f ', '0b0001 1111'])('%s is thirty-one', (text) => {
  expect(parseValue(text)).toEqual({ kind: 'value', value: 31n });
});

test('any value of any width is read in all three notations', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 2048n) - 1n), (value) => {
      for (const text of [`0x${value.toString(16)}`, value.toString(), `0b${value.toString(2)}`])
        expect(parseValue(text)).toEqual({ kind: 'value', value });
    }),
  );
});

test('nothing is no value', () => {
  expect(parseValue('  ')).toEqual({ kind: 'none' });
});

test.each([
  ['1f', 'write 0x before'],
  ['-1', 'negative'],
  ['zz', 'is no number'],
  ['0b12', 'is no number'],
  ['0x', 'is no number'],
])('%s is refused with what to write instead', (text, because) => {
  expect(parseValue(text)).toMatchObject({ kind: 'bad', because: expect.stringContaining(because) });
});

test('what is longer than any register is refused without being read', () => {
  expect(parseValue(`0b${'1'.repeat(5000)}`)).toMatchObject({ because: expect.stringContaining('longer than any') });
});
