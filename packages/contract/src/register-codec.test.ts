import { expect, test } from 'vitest';
import { registerId } from '@regscope/registers';
import { mustFit, registerRow } from './index.ts';

const standing = {
  scope: { kind: 'vcpu', evidence: 'catalogue', because: 'struct kvm_vcpu_arch', fields: {} },
  mutability: { before: 'unknown', after: 'unknown', mask: null, maskAfter: null, moving: '0x0', announced: null },
} as const;
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
    standing,
  );
  expect(row).toMatchObject({
    id: '0x6080000000150000',
    name: 'z0',
    size: 256,
    values: [`0x${'f'.repeat(512)}`, '0x8000000000000001', null],
    errors: [null, null, 'EPERM'],
  });
});

test('a value wider than its register is refused with the id, the value and the bits that are too many', () => {
  expect(() => mustFit(registerId(0x6020_0000_0010_00d4n), 0x1_0000_0000n)).toThrow(
    '0x100000000 does not fit into 0x60200000001000d4: the register has 32 bits, 31 to 0; the value also sets bit 32',
  );
});
