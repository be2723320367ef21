import type { TrialAnswer } from '@regscope/contract';
import { expect, test } from 'vitest';
import { trialText } from './trial-text.ts';

const none: never[] = [];
const clean: TrialAnswer = {
  loaded: true,
  vmm: 'kvm',
  from: { name: 'a.bin', arch: 'arm64', kernel: 'unknown', cpu: null, vcpus: 2, registers: 3 },
  host: 'lab',
  kernel: '6.1.0',
  cpu: 'neoverse-n1',
  vcpus: 2,
  features: { wanted: ['psci'], given: ['psci'], lacking: none },
  same: 3,
  failed: none,
  already: none,
  changed: none,
  hidden: none,
  missing: none,
  unwritten: none,
  run: { exitReason: 'KVM_EXIT_MMIO' },
  scope: 'registers only',
  ms: 30,
};
const both = [0, 1];
const refused = {
  id: '0x1',
  class: 'sysreg',
  errno: 'EINVAL',
  listed: true,
  keeps: '0x1',
  because: 'it does not',
  fields: none,
};

test('a state that loads is said in four lines and what else migrates', () => {
  expect(trialText(clean).split('\n')).toEqual([
    'from  a.bin: kernel unknown, CPU unknown, 3 registers, 2 vCPUs',
    'to    lab: Linux 6.1.0, neoverse-n1, 2 vCPUs; written in the order that KVM documents in 30 ms',
    '',
    'loads; 3 registers as in the state',
    '',
    'vCPU 0 was run once: KVM_EXIT_MMIO',
    expect.stringMatching(/^registers only: memory, interrupt controller/),
  ]);
});

test('what was refused stands first, field by field, then what the kernel does not know, then what it keeps', () => {
  const field = { name: 'SVE', msb: 35, lsb: 32, want: '0x1', got: '0x0', wantMeaning: 'IMP', gotMeaning: 'NI' };
  const text = trialText({
    ...clean,
    loaded: false,
    features: { wanted: ['psci', 'sve'], given: ['psci'], lacking: ['sve'] },
    failed: [
      { ...refused, name: 'ID_AA64PFR0_EL1', vcpus: both, value: '0x1', fields: [field] },
      { ...refused, id: '0x2', name: 'CLIDR_EL1', vcpus: [1], value: '0x5' },
      { ...refused, id: '0x3', name: 'z0', vcpus: both, value: '0x0', errno: 'ENOENT', listed: false, keeps: null },
    ],
    missing: [{ id: '0x4', name: 'PMMIR_EL1', vcpus: both, value: '0x0' }],
    unwritten: [{ id: '0x5', name: 'pc', vcpus: [0], because: 'RS_PARTIAL', keeps: null }],
  });
  expect(text.split('\n').slice(3, -2)).toEqual([
    'does not load: 3 registers refused, 1 feature lacking; 3 registers as in the state',
    'the host lacks: sve (given: psci)',
    '',
    'refused',
    'register            errno   wanted   host keeps',
    'ID_AA64PFR0_EL1     EINVAL  0x1      0x1',
    '  SVE [35:32]               0x1 IMP  0x0 NI',
    'CLIDR_EL1 (vCPU 1)  EINVAL  0x5      0x1         it does not',
    '',
    'refused: no such VM has these registers on this kernel (ENOENT)',
    '  z0',
    '',
    'not in the state, so the host keeps',
    '  0x0  PMMIR_EL1',
    '',
    'without a value in the state, so the host keeps',
    '  -  pc (vCPU 0)',
    '',
  ]);
});

test('a value that was stored otherwise is no refusal, and a guest that stays inside was entered', () => {
  const wide = `0x1${'0'.repeat(511)}`;
  const text = trialText({
    ...clean,
    changed: [{ id: '0x1', name: 'z0', vcpus: both, want: wide, got: '0x0', mask: '0x1', fields: none }],
    run: { call: 'KVM_RUN', errno: 'EINTR' },
  });
  expect(text).toMatch(
    /loads: 1 register stored otherwise;[^]*z0 +0x1000*… +0x0\n[^]*did not leave by itself within a second/,
  );
});
