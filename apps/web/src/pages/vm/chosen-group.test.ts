import { expect, test } from 'vitest';
import { groupVcpus } from '../../components/group-vcpus.ts';
import { chosenGroup } from './chosen-group.ts';

const groups = groupVcpus({ values: ['0x1', '0x2', '0x2', null], errors: [null, null, null, 'EIO'] });

test('the value that most vCPUs hold is decoded', () => {
  expect(chosenGroup(groups, undefined)).toEqual({ key: '0x2', value: 2n, vcpus: [1, 2] });
});

test('a person may ask for another, as long as a vCPU holds it', () => {
  expect(chosenGroup(groups, '0x1')?.vcpus).toEqual([0]);
  expect(chosenGroup(groups, '0x3')?.vcpus).toEqual([1, 2]);
});

test('a refused read is no value', () => {
  expect(chosenGroup(groupVcpus({ values: [null], errors: ['EIO'] }), 'EIO')).toBeUndefined();
});
