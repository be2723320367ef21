import type { Host, Vm } from '@regscope/contract';
import type { Role } from '@regscope/registers';
import { expect, test } from 'vitest';
import { rowOf } from '../../components/register-builder.test-helper.ts';
import { paletteEntries } from './palette-entries.ts';

const host: Host = {
  name: 'lab:6.12:max',
  kind: 'lab',
  arch: 'arm64',
  kernel: null,
  cpu: null,
  state: 'stopped',
  because: 'not started',
  features: [],
  maxVcpus: null,
  bootMs: null,
  vms: 0,
  unseen: '',
  busy: '',
};
const vm: Vm = {
  host: 'lab:7.3:max',
  vm: 'vm-1',
  kind: 'owned',
  phase: 'new',
  vcpus: 2,
  features: [],
  vmm: 'regscope',
  pid: null,
  arch: 'arm64',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const sources = {
  hosts: [host, { ...host, name: 'lab:7.3:max', state: 'ready' as const }],
  vms: [vm],
  registers: [rowOf({})],
};
const labels = (text: string) => paletteEntries(text, sources).map(({ label, hint }) => `${label} ${hint}`);

test('without a text it offers places and deeds, not every register', () => {
  expect(labels('')).toEqual([
    'vm-1 new VM on lab:7.3:max',
    'Hosts all hosts and VMs',
    'Start lab host lab:6.12:max',
    'New VM on lab:7.3:max',
    'Features FEAT_ names, VM by VM',
    'Compare in which registers VMs differ',
    'Migration which VMs would load on which hosts, and come back',
    'Baseline what several hosts have in common, and who costs what',
    'Captures recordings: upload, download, rename',
    'Timeline what changed from kernel to kernel',
    'Audit who changed what, and what became of it',
    'Access who is signed in, API tokens',
    'Decode take an id apart',
    'Switch colours light or dark',
    'Sign out end the session of this browser',
  ]);
});

test('who may only look is offered places, and no deeds that change something', () => {
  const kinds = paletteEntries('', { ...sources, role: 'viewer' }).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['vm', 'audit', 'sign-out']));
  expect(kinds.filter((kind) => ['start', 'new-vm', 'capture'].includes(kind))).toEqual([]);
});

test('a recording is a place to go, and nothing is started or made there', () => {
  const recorded = {
    hosts: [{ ...host, name: 'arm64-7.3', kind: 'recorded' as const, state: 'ready' as const }],
    vms: [{ ...vm, host: 'arm64-7.3', vm: '1', kind: 'recorded' as const }],
    registers: [],
  };
  expect(paletteEntries('7.3', recorded)).toEqual([
    { kind: 'vm', host: 'arm64-7.3', vm: '1', label: 'arm64-7.3', hint: 'recorded arm64 VM' },
  ]);
});

test('what can be done with the VM that is looked at comes first', () => {
  const here = { host: vm.host, vm: vm.vm };
  const kinds = (of: Partial<Vm>) =>
    paletteEntries('', { ...sources, vms: [{ ...vm, ...of }], here }).map(({ kind }) => kind);
  expect(kinds({}).slice(0, 2)).toEqual(['scope', 'capture']);
  expect(kinds({ kind: 'recorded' })).not.toContain('capture');
});

test('a VM of another process is attached to on its page, and has registers to look at after that', () => {
  const attached: Vm = { ...vm, vm: '47-11', kind: 'attached', phase: 'started', vmm: 'QEMU' };
  const here = { host: attached.host, vm: attached.vm };
  const kinds = (of: Partial<Vm>, more: { isOpen?: boolean; role?: Role } = {}) =>
    paletteEntries('', { ...sources, vms: [{ ...attached, ...of }], here, ...more })
      .map(({ kind }) => kind)
      .slice(0, 4);
  expect(kinds({}, { isOpen: true })).toEqual(['attach', 'process', 'vm', 'hosts']);
  expect(kinds({}, { isOpen: true, role: 'viewer' })).toEqual(['process', 'vm', 'hosts', 'features']);
  expect(kinds({ readAt: '2026-01-01T00:00:00.000Z' }, { isOpen: true })).toEqual([
    'attach',
    'process',
    'scope',
    'capture',
  ]);
  expect(kinds({ readAt: '2026-01-01T00:00:00.000Z' })).toEqual(['process', 'scope', 'capture', 'vm']);
});

const commands = (plan: 'none' | 'staged' | undefined, role: Role = 'editor') =>
  paletteEntries('plan', { ...sources, plan, role }).flatMap((entry) => (entry.kind === 'plan' ? [entry.command] : []));

test('what can be done with a plan is offered where one is staged, and importing one where registers are shown', () => {
  expect(commands(undefined)).toEqual([]);
  expect(commands('none')).toEqual(['import']);
  expect(commands('staged', 'viewer')).toEqual(['copy', 'export', 'discard']);
  expect(commands('staged')).toEqual(['apply', 'try', 'copy', 'export', 'discard', 'import']);
});

test('every word of the text must fit', () => {
  expect(labels('start 6.12')).toEqual(['Start lab host lab:6.12:max']);
  expect(labels('start 9.9')).toEqual([]);
});

test('a register of the VM is offered before its decoding', () => {
  expect(paletteEntries('S3_0_C0_C4_0', sources).map(({ kind }) => kind)).toEqual(['register', 'decode']);
});

test('an encoding can be decoded without any VM', () => {
  const entries = paletteEntries('3,0,0,4,0', { hosts: [], vms: [], registers: [] });
  expect(entries).toMatchObject([{ kind: 'decode', text: '3,0,0,4,0', hint: '0x603000000013c020' }]);
});
