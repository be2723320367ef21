import type { Capture, ProbedRegister } from '@regscope/captures';
import { expect, test } from 'vitest';
import { changesBetween } from './index.ts';

const [pfr0, isar0, tcr2] = ['0x603000000013c020', '0x603000000013c030', '0x603000000013c103'] as const;

const host = (kernel: string, registers: readonly ProbedRegister[]): Capture => ({
  format: 'regscope capture',
  version: 3,
  made: { at: '2026-11-22T21:00:00.000Z', by: 'a test' },
  host: { name: kernel, kind: 'lab', arch: 'arm64', kernel, cpu: 'max', capabilities: {}, offered: [] },
  vm: { vcpus: 2, features: [], phase: 'new', vmm: 'regscope' },
  imported: null,
  attached: null,
  registers: [],
  announced: null,
  probe: {
    seconds: 1,
    unmakeable: [],
    shapes: [
      {
        features: [],
        again: true,
        listed: registers.map(({ id }) => id),
        registers: [...registers],
        sweeps: [],
        lowest: [],
        tried: [],
        early: [],
        pairs: [],
      },
    ],
  },
});

const fixed = (id: string): ProbedRegister => ({ id, value: '0x0', new: { refused: { EINVAL: '0xff' } } });
const writable = (id: string): ProbedRegister => ({
  id,
  value: '0x0',
  new: { taken: '0xff', seen: '0xff' },
  ran: {},
  idle: {},
});

test('from kernel to kernel registers appear, vanish, and become writable', () => {
  const found = changesBetween(
    host('6.12', [fixed(pfr0), fixed(isar0)]),
    host('7.3', [fixed(pfr0), writable(isar0), fixed(tcr2)]),
  );
  expect(found).toEqual({
    gained: [tcr2],
    lost: [],
    scope: [],
    mutability: [{ id: isar0, from: { before: 'none', after: 'none' }, to: { before: 'some', after: 'none' } }],
    same: 1,
  });
  expect(changesBetween(host('7.3', [fixed(pfr0), fixed(tcr2)]), host('6.12', [fixed(pfr0)]))).toMatchObject({
    gained: [],
    lost: [tcr2],
  });
});

test('a register whose scope is another one is told as such', () => {
  const own = { id: isar0, value: '0x0', new: { taken: '0xff' } };
  expect(changesBetween(host('a', [own]), host('b', [writable(isar0)]))?.scope).toEqual([
    { id: isar0, from: 'vcpu', to: 'vm' },
  ]);
});

test('nothing is said of a host that was not probed', () => {
  expect(changesBetween({ ...host('a', []), probe: null }, host('b', []))).toBeUndefined();
});
