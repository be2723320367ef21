import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMs, formatRanges, formatValue, padHex, shortenHex } from './format-value.ts';

const width = fc.constantFrom(1, 2, 4, 8, 16, 64, 256);
const valueOf = (bytes: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bytes * 8)) - 1n });
const sized = width.chain((bytes) => fc.record({ bytes: fc.constant(bytes), value: valueOf(bytes) }));

describe('a value at the width of its register', () => {
  test('leading zeros are kept apart from the digits that say something', () => {
    expect(padHex('0x1101', 8)).toEqual({ zeros: '000000000000', digits: '1101' });
    expect(padHex('0x0', 4)).toEqual({ zeros: '0000000', digits: '0' });
  });

  test('the number never changes, in any notation and at any width', () => {
    fc.assert(
      fc.property(sized, fc.constantFrom('hex' as const, 'dec' as const, 'bin' as const), ({ bytes, value }, radix) => {
        const text = formatValue(`0x${value.toString(16)}`, { radix, bytes });
        expect(BigInt(text.replaceAll(' ', ''))).toBe(value);
      }),
    );
  });

  test('binary comes in bytes', () => {
    expect(formatValue('0x103', { radix: 'bin', bytes: 2 })).toBe('0b00000001 00000011');
  });
});

describe('shortening', () => {
  test('what fits stays as it is', () => {
    expect(shortenHex('0x1234', 6)).toBe('0x1234');
  });

  test('what does not fit keeps both ends and exactly fills its room', () => {
    fc.assert(
      fc.property(valueOf(256), fc.integer({ min: 8, max: 60 }), (value, room) => {
        const text = `0x${value.toString(16).padStart(512, '0')}`;
        const short = shortenHex(text, room);
        const [head = '', tail = ''] = short.split('…');
        expect(short).toHaveLength(room);
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
      }),
    );
  });
});

test('neighbouring numbers are listed as ranges', () => {
  expect(formatRanges([0, 1, 2, 3, 5, 7, 8])).toBe('0–3, 5, 7–8');
  expect(formatRanges([])).toBe('');
});

test('spans of time are short', () => {
  expect([4.32, 842, 3100, 150_000].map(formatMs)).toEqual(['4.3 ms', '842 ms', '3.1 s', '3 min']);
});
