import { expect, test } from 'vitest';
import { registerId } from '@regscope/registers';
import type { VcpuReading } from '@regscope/kvm';
import { registersOf } from './snapshot.ts';

const [A, B, C] = [registerId(0xan), registerId(0xbn), registerId(0xcn)];

/** One vCPU's reading, from `[id, value]` and `[id, errno]`. */
function vcpu(...registers: [typeof A, bigint | string][]): VcpuReading {
  const statuses = registers.map(([, what]) => (typeof what === 'string' ? what : null));
  const values = registers.map(([, what]) => (typeof what === 'string' ? 0n : what));
  return { vcpu: 0, listError: null, ids: registers.map(([id]) => id), statuses, values };
}

test('one row per register, one column per vCPU, in the order of the first list', () => {
  const vcpus = [vcpu([B, 1n], [A, 2n]), vcpu([B, 1n], [A, 3n])];
  expect(registersOf({ ioctlNs: 0n, vcpus })).toEqual([
    { id: B, values: [1n, 1n], errors: [null, null] },
    { id: A, values: [2n, 3n], errors: [null, null] },
  ]);
});

test('a refused register and one that a vCPU does not list are told apart, and hide nothing', () => {
  const vcpus = [vcpu([A, 'EPERM'], [B, 7n]), vcpu([B, 7n], [C, 9n]), { ...vcpu(), listError: 'ENOEXEC' }];
  expect(registersOf({ ioctlNs: 0n, vcpus })).toEqual([
    { id: A, values: [null, null, null], errors: ['EPERM', 'absent', 'absent'] },
    { id: B, values: [7n, 7n, null], errors: [null, null, 'absent'] },
    { id: C, values: [null, 9n, null], errors: ['absent', null, 'absent'] },
  ]);
});

test('vCPUs that share one list give the same rows as vCPUs with equal lists', () => {
  const one = vcpu([B, 1n], [A, 'EPERM']);
  const other = { ...vcpu([B, 2n], [A, 3n]), ids: one.ids };
  const apart = registersOf({ ioctlNs: 0n, vcpus: [one, vcpu([B, 2n], [A, 3n])] });
  expect(registersOf({ ioctlNs: 0n, vcpus: [one, other] })).toEqual(apart);
  expect(apart).toContainEqual({ id: A, values: [null, 3n], errors: ['EPERM', null] });
});
