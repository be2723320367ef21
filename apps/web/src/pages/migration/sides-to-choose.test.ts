import type { Vm } from '@regscope/contract';
import { expect, test } from 'vitest';
import { captureOf } from '../captures/capture-builder.test-helper.ts';
import { chosenSides } from './default-sides.ts';
import { sidesToChoose, whyNotWith } from './sides-to-choose.ts';

const captures = [
  captureOf('old', { kernel: '6.1.0-50' }),
  captureOf('new', { kernel: '6.12.95' }),
  captureOf('x86', { arch: 'x86-64', kernel: '6.18.44', cpu: 'AMD EPYC' }),
  captureOf('blind', { probed: 0 }),
];
const known = { vms: [], captures };

test('recordings stand from the newest kernel to the oldest, and those that nobody probed say so', () => {
  const all = sidesToChoose(known, '');
  expect(all.map(({ text }) => text)).toEqual(['blind/1', 'new/1', 'old/1', 'x86/1']);
  expect(all[0]?.about).toContain('not probed');
  expect(sidesToChoose(known, 'arm64 6.12 new').map(({ text }) => text)).toEqual(['new/1']);
});

test('only one architecture stands in a matrix', () => {
  const all = sidesToChoose(known, '');
  const because = (text: string) => all.flatMap((one) => (one.text === text ? [whyNotWith(['new/1'], one, all)] : []));
  expect(because('x86/1')[0]).toContain('share no registers');
  expect(because('old/1')).toEqual([undefined]);
});

test('a VM of another process can be chosen once it was read', () => {
  const vm: Vm = {
    host: 'local',
    vm: '47-11',
    kind: 'attached',
    phase: 'started',
    vcpus: 1,
    features: null,
    vmm: 'QEMU',
    pid: 47,
    arch: 'arm64',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const because = (of: Partial<Vm>) => {
    const all = sidesToChoose({ ...known, vms: [{ ...vm, ...of }] }, '');
    return all.flatMap((one) => (one.group === 'live VMs' ? [whyNotWith([], one, all)] : []));
  };
  expect(because({})[0]).toContain('has not attached to it');
  expect(because({ readAt: '2026-01-01T00:00:00.000Z' })).toEqual([undefined]);
});

test('who chose nothing sees all probed arm64 hosts, both ways', () => {
  const { sources, targets } = chosenSides({}, known);
  expect(sources.map(({ host }) => host)).toEqual(['old', 'new']);
  expect(targets).toEqual(sources);
  expect(chosenSides({ sources: 'x86/1' }, known).targets).toEqual([{ host: 'x86', vm: '1' }]);
});
