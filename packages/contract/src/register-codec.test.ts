import { expect, test } from 'vitest';
import { registerId } from '@regscope/registers';
import { mustFit, registerRow } from './index.ts';

const identity = { name: 'z0', title: '', class: 'sve', size: 256 };

test('values of 64 bits and more leave as text, whole to the last bit', () => {
  const wide = (1n << 2048n) - 1n;
  const row = registerRow(
    {
      id: registerId(0x6080_0000_0015_0000n),
      values: [wide, 0x8000_0000_0000_0001n, null],
      errors: [null, null, 'EPERM'],
    },
    identity,
  );
  expect(row).toMatchObject({
    id: '0x6080000000150000',
    name: 'z0',
    size: 256,
    values: [`0x${'f'.repeat(512)}`, '0x8000000000000001', null],
    errors: [null, null, 'EPERM'],
  });
});

test('what is not known yet is said to be unknown, with the reason', () => {
  const row = registerRow({ id: registerId(0x6030_0000_0013_c020n), values: [1n], errors: [null] }, identity);
  expect(row.scope).toEqual({ kind: 'unknown', evidence: null, because: expect.stringMatching(/probed/) });
  expect(row.mutability).toEqual({ before: 'unknown', after: 'unknown', mask: null });
});

test('a value wider than its register is refused with the id and the value', () => {
  expect(() => mustFit(registerId(0x6020_0000_0010_00d4n), 0x1_0000_0000n)).toThrow(
    '0x60200000001000d4 has 32 bits; 0x100000000 is wider',
  );
});
