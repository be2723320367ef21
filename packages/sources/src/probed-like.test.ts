import type { Capture } from '@regscope/captures';
import { idFromHex } from '@regscope/registers';
import { expect, test } from 'vitest';
import { probedIn } from './probed-like.ts';
import type { Snapshot } from './source-host.ts';

const [PMCR_EL0, TSC] = ['0x603000000013dce0', '0x2030000200000010'] as const;

const probedWith = (arch: 'arm64' | 'x86-64', features: string[], id: string): Capture => ({
  format: 'regscope capture',
  version: 3,
  made: { at: '2026-11-22T21:00:00.000Z', by: 'a test' },
  host: { name: 'local', kind: 'local', arch, kernel: '6.12', cpu: 'a CPU', capabilities: {}, offered: features },
  vm: { vcpus: 1, features, phase: 'new', vmm: 'regscope' },
  imported: null,
  attached: null,
  registers: [],
  announced: null,
  probe: {
    seconds: 1,
    unmakeable: [],
    shapes: [
      { features, again: true, listed: [id], registers: [], sweeps: [], lowest: [], tried: [], early: [], pairs: [] },
    ],
  },
});

const attached = (arch: string, id: string): Snapshot => ({
  vm: {
    host: 'local',
    vm: '47-11',
    kind: 'attached',
    phase: 'started',
    vcpus: 1,
    features: null,
    vmm: 'QEMU',
    pid: 47,
    arch,
    createdAt: '2026-11-29T17:00:00.000Z',
  },
  kernel: '6.12',
  cpu: 'a CPU',
  readAt: '2026-11-29T17:00:00.000Z',
  ioctlMs: 0,
  listErrors: [null],
  registers: [{ id: idFromHex(id), values: [0n], errors: [null] }],
  scopes: null,
});

test('what was probed on an arm64 VM holds for one of another process that shows the same features', () => {
  expect(probedIn(probedWith('arm64', ['gicv3', 'pmu'], PMCR_EL0), attached('arm64', PMCR_EL0))).toBeDefined();
  expect(probedIn(probedWith('arm64', ['gicv3'], PMCR_EL0), attached('arm64', PMCR_EL0))).toBeUndefined();
});

test('nothing is said of one on x86-64, whose CPUID nobody knows', () => {
  expect(probedIn(probedWith('x86-64', [], TSC), attached('x86-64', TSC))).toBeUndefined();
});
