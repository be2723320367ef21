import { registerId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { listOf, rowOf } from '../../../components/register-builder.test-helper.ts';
import { editedRegister, finder, planTarget } from './edited-register.ts';

const MOVING = {
  before: 'all',
  after: 'all',
  mask: null,
  maskAfter: null,
  moving: '0xffffffffffffffff',
  announced: null,
} as const;

test('a row becomes a register whose values are bigints, all 64 bits of them', () => {
  const row = rowOf({ values: ['0xffffffffffffffff', null], mutability: MOVING });
  expect(editedRegister(row)).toEqual({
    id: 0x6030_0000_0013_c020n,
    name: 'S3_0_C0_C4_0',
    bits: 64,
    scope: 'unknown',
    moving: 0xffff_ffff_ffff_ffffn,
    values: [0xffff_ffff_ffff_ffffn, null],
  });
});

test('registers are found by their id, and what is not listed is not found', () => {
  const find = finder(listOf('2026-01-01T00:00:00.000Z', { id: '0x603000000013c030', name: 'ID_AA64ISAR0_EL1' }));
  expect(find(registerId(0x6030_0000_0013_c030n))?.name).toBe('ID_AA64ISAR0_EL1');
  expect(find(registerId(0x6030_0000_0013_c031n))).toBeUndefined();
});

test('a plan is meant for the VM that was read, and for no later one of its name', () => {
  expect(planTarget(listOf('2026-01-01T00:00:01.000Z'))).toEqual({
    host: 'lab:6.12:max',
    vm: 'vm-1',
    createdAt: '2026-01-01T00:00:00.000Z',
    kernel: '6.12',
    arch: 'arm64',
  });
});
