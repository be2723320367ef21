import type { Vm } from '@regscope/contract';
import { expect, test } from 'vitest';
import { chosenVms, readFeaturesSearch, searchOf, toggleFlag, toggleVm, unfiltered } from './features-search.ts';

const vm = (name: string, arch = 'arm64'): Vm => ({
  host: 'lab:6.12:max',
  vm: name,
  kind: 'owned',
  phase: 'new',
  vcpus: 1,
  features: [],
  vmm: 'regscope',
  pid: null,
  arch,
  createdAt: '2026-01-01T00:00:00.000Z',
});
const names = (chosen: readonly { host: string; vm: string }[]) =>
  chosen.map(({ host, vm: name }) => `${host}/${name}`);

test('only what this page understands is taken from the address', () => {
  expect(readFeaturesSearch({ of: 'a/1', q: 'sve', has: '1', differs: '2', lacks: 'x', other: '1' })).toEqual({
    of: 'a/1',
    q: 'sve',
    has: '1',
  });
  expect(readFeaturesSearch({ of: '', q: '' })).toEqual({ of: '' });
});

test('without a choice the first eight arm64 VMs are shown', () => {
  const vms = [vm('x', 'x86-64'), ...Array.from({ length: 10 }, (_, at) => vm(String(at)))];
  expect(chosenVms(undefined, vms).map((one) => one.vm)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
});

test('a choice is kept as it is, with VMs that are gone; what is no VM is passed over', () => {
  expect(names(chosenVms('lab:6.12:max/9,local/1,local/1,nothing,a/b/c,', [vm('1')]))).toEqual([
    'lab:6.12:max/9',
    'local/1',
  ]);
  expect(chosenVms('', [vm('1')])).toEqual([]);
});

test('the link to VMs shows these VMs', () => {
  const vms = [
    { host: 'lab:6.12:max', vm: '1' },
    { host: 'local', vm: '2' },
  ];
  expect(searchOf(vms)).toEqual({ of: 'lab:6.12:max/1,local/2' });
  expect(chosenVms(searchOf(vms).of, [])).toEqual(vms);
});

test('a VM is added to those that were chosen by themselves, and taken away again', () => {
  const [one, two] = [vm('1'), vm('2')];
  expect(toggleVm({ q: 'sve' }, { chosen: [one], vm: two })).toEqual({ q: 'sve', of: 'lab:6.12:max/1,lab:6.12:max/2' });
  expect(toggleVm({}, { chosen: [one, two], vm: one })).toEqual({ of: 'lab:6.12:max/2' });
  expect(toggleVm({}, { chosen: [one], vm: one })).toEqual({ of: '' });
});

test('a flag goes on and off, and clearing the filter keeps the VMs', () => {
  expect(toggleFlag({ of: 'a/1' }, 'differs')).toEqual({ of: 'a/1', differs: '1' });
  expect(toggleFlag({ of: 'a/1', differs: '1' }, 'differs')).toEqual({ of: 'a/1' });
  expect(unfiltered({ of: 'a/1', q: 'x', has: '1' })).toEqual({ of: 'a/1' });
});
