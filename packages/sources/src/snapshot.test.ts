import { expect, test } from 'vitest';
import { registerId } from '@regscope/registers';
import { registersOf } from './index.ts';

const [A, B, C] = [registerId(0xan), registerId(0xbn), registerId(0xcn)];
const read = (id: typeof A, value: bigint) => ({ id, status: null, value });

test('one row per register, one column per vCPU, in the order of the first list', () => {
  const vcpus = [
    { vcpu: 0, listError: null, registers: [read(B, 1n), read(A, 2n)] },
    { vcpu: 1, listError: null, registers: [read(B, 1n), read(A, 3n)] },
  ];
  expect(registersOf({ ioctlNs: 0n, vcpus })).toEqual([
    { id: B, values: [1n, 1n], errors: [null, null] },
    { id: A, values: [2n, 3n], errors: [null, null] },
  ]);
});

test('a refused register and one that a vCPU does not list are told apart, and hide nothing', () => {
  const vcpus = [
    { vcpu: 0, listError: null, registers: [{ id: A, status: 'EPERM', value: 0n }, read(B, 7n)] },
    { vcpu: 1, listError: null, registers: [read(B, 7n), read(C, 9n)] },
    { vcpu: 2, listError: 'ENOEXEC', registers: [] },
  ];
  expect(registersOf({ ioctlNs: 0n, vcpus })).toEqual([
    { id: A, values: [null, null, null], errors: ['EPERM', 'absent', 'absent'] },
    { id: B, values: [7n, 7n, null], errors: [null, null, 'absent'] },
    { id: C, values: [null, 9n, null], errors: ['absent', null, 'absent'] },
  ]);
});
