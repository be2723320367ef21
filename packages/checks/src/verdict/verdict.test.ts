import { catalogue } from '@regscope/catalogs';
import { hex, registerId, type RegisterId } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { amended, roundTrip, targetOf, verdictOf, type Finding, type Restorer, type Verdict } from '../index.ts';
import { recorded, shelf, stateOf } from '../shelf.test-helper.ts';
import { nameOfBits } from './names.ts';

const kvm: Restorer = { vmm: 'kvm' };
const qemu = (...version: number[]): Restorer => ({ vmm: 'qemu', version });
const id = (name: string): RegisterId => catalogue('arm64').find(name) ?? registerId(0n);

/** The VM that was recorded on one host, and what is known of both. */
function between(from: string, to: string) {
  const { features, registers } = stateOf(recorded(from));
  return { registers, target: targetOf(recorded(to), features), source: targetOf(recorded(from), features).shape };
}

const verdict = (from: string, to: string, restorer = kvm): Verdict => verdictOf(between(from, to), restorer);
function trip(from: string, to: string) {
  const { features, registers } = stateOf(recorded(from));
  const [home, away] = [targetOf(recorded(from), features), targetOf(recorded(to), features)];
  return roundTrip({ registers, home, away }, kvm);
}

const line = ({ kind, id: register, mask, errno }: Finding) =>
  `${nameOfBits(register, mask)} ${kind} ${errno ?? ''}`.trim();
const remedyIn = ({ findings }: Verdict, name: string) => findings.find((one) => one.id === id(name))?.remedy?.text;
const stops = ({ findings }: Verdict): string[] => findings.filter(({ weight }) => weight === 'stops').map(line);

test.each(shelf.filter((name) => name.startsWith('arm64')))('%s: its VM loads where it was recorded', (name) => {
  const { answer, findings } = verdict(name, name);
  expect(findings.filter(({ weight }) => weight === 'stops')).toEqual([]);
  // Linux 6.12 adds what is written through a PMU's set register and takes away what is written through the clear one.
  expect(answer).toBe(name.startsWith('arm64-6.12') ? 'changed' : 'loads');
});

test.each(['x86-64', 'riscv64-7.2-rv64'])('%s: a register that refuses the value it holds stops nobody', (name) => {
  const { answer, findings } = verdict(name, name);
  expect(answer).toBe('loads');
  expect(findings.map(({ kind, weight }) => `${kind} ${weight}`)).toEqual(['refused note']);
});

test('where no value is taken at all, no bit is blamed', () => {
  const refused = verdict('x86-64', 'x86-64').findings.filter(({ kind }) => kind === 'refused');
  expect(refused.map(({ because }) => because)).toEqual(['even the value that it holds was refused']);
});

test('a debug architecture that is newer than the other host’s becomes the newest that both have, not the oldest there is', () => {
  const { findings } = verdict('arm64-7.3-max', 'arm64-7.3-cortex-a76');
  const debug = findings.find((one) => nameOfBits(one.id, one.mask) === 'ID_AA64DFR0_EL1.DebugVer');
  expect(debug?.remedy?.text).toBe('write 0x8 to ID_AA64DFR0_EL1.DebugVer before the first run');
});

describe('a VM of 7.3 on 6.12', () => {
  const found = verdict('arm64-7.3-max', 'arm64-6.12-max');

  test('is refused, and everything that stands in the way is named', () => {
    expect(found.answer).toBe('refused');
    expect(stops(found)).toEqual(
      expect.arrayContaining([
        'ID_AA64MMFR3_EL1.SCTLRX refused EINVAL',
        'SCTLR2_EL1 absent ENOENT',
        'VENDOR_HYP_BMAP_2 absent ENOENT',
        'PMMIR_EL1 absent ENOENT',
      ]),
    );
  });

  test('with what to do: a value that both take, a field that hides a register, or that nothing helps', () => {
    expect(remedyIn(found, 'PSCI_VERSION')).toBe('write 0x10001 to PSCI_VERSION before the first run');
    expect(remedyIn(found, 'SCTLR2_EL1')).toBe(
      'clear SCTLRX of ID_AA64MMFR3_EL1 before the first run: then SCTLR2_EL1 is not listed',
    );
    expect(remedyIn(found, 'ID_AA64MMFR2_EL1')).toContain('no change of the VM helps');
  });

  test('meets none of what was changed, once it is changed', () => {
    const { registers, target, source } = between('arm64-7.3-max', 'arm64-6.12-max');
    const changes = found.findings.flatMap(({ remedy }) => remedy?.amend ?? []);
    const after = verdictOf({ registers: amended(registers, changes, source), target, source }, kvm);
    expect(stops(after)).toEqual([
      'ID_AA64MMFR2_EL1.NV refused EINVAL',
      'VENDOR_HYP_BMAP_2 absent ENOENT',
      'PMMIR_EL1 absent ENOENT',
    ]);
  });
});

describe('there and back', () => {
  test('a VM that goes to a newer kernel brings back what that kernel added, and is refused', () => {
    const { there, back } = trip('arm64-6.12-max', 'arm64-7.3-max');
    expect(there.answer).toBe('changed');
    expect(back && stops(back)).toContain('PMMIR_EL1 absent ENOENT');
  });

  test('changes before the first run open both ways where they can', () => {
    const { there, amend, after } = trip('arm64-7.2-max', 'arm64-6.17-max');
    expect(there.answer).toBe('refused');
    expect(amend.length).toBeGreaterThan(0);
    expect([after?.there.answer, after?.back?.answer]).toEqual(['loads', 'loads']);
  });
});

describe('QEMU', () => {
  test('until 10.2 counts the registers first, and names none', () => {
    const { answer, because } = verdict('arm64-7.3-max', 'arm64-6.12-max', qemu(10, 2));
    expect(answer).toBe('refused');
    expect(because).toContain('cpu:cpreg_vmstate_array_len');
    expect(verdict('arm64-7.3-max', 'arm64-6.12-max', qemu(11, 0)).because).toBe('');
  });

  test('before 11.0 drops what sorts after the last register of the destination without a word', () => {
    const journey = between('arm64-7.3-max', 'arm64-6.12-max');
    const few = journey.registers.filter((one) => one.id !== id('PMMIR_EL1') && one.id !== id('SCTLR2_EL1'));
    const about = (restorer: Restorer) =>
      verdictOf({ ...journey, registers: few }, restorer).findings.find((one) => one.id === id('VENDOR_HYP_BMAP_2'));
    expect(about(qemu(10, 2))).toMatchObject({ kind: 'absent', weight: 'differs' });
    expect(about(qemu(11, 0))).toMatchObject({ kind: 'absent', weight: 'stops' });
    expect(about(qemu(11, 1))).toMatchObject({ kind: 'absent', weight: 'note' });
  });

  test('11.1 goes by the last register that the host does not know', () => {
    const { findings, answer } = verdict('arm64-7.3-max', 'arm64-6.12-max', qemu(11, 1));
    const about = (name: string) => findings.find((one) => one.id === id(name))?.weight;
    expect([about('VENDOR_HYP_BMAP_2'), about('PMMIR_EL1'), answer]).toEqual(['note', 'differs', 'refused']);
    const journey = between('arm64-7.3-max', 'arm64-6.12-max');
    const without = journey.registers.filter((one) => one.id !== id('VENDOR_HYP_BMAP_2'));
    expect(stops(verdictOf({ ...journey, registers: without }, qemu(11, 1)))).toContain('PMMIR_EL1 absent ENOENT');
  });

  test('writes what the host listed at first, also what an ID register hides that came in', () => {
    const journey = between('arm64-7.3-max', 'arm64-7.3-max');
    const cleared = [{ id: id('ID_AA64MMFR3_EL1'), mask: 0xfn, value: 0n }];
    const registers = amended(journey.registers, cleared, journey.source);
    expect(registers.some((one) => one.id === id('TCR2_EL1'))).toBe(false);
    expect(verdictOf({ ...journey, registers }, kvm).answer).toBe('loads');
    expect(stops(verdictOf({ ...journey, registers }, qemu(10, 2)))).toEqual(['TCR2_EL1 absent ENOENT']);
  });
});

test('Firecracker restores no VM with a PMU, and lets registers be taken out of a snapshot', () => {
  const { because, findings } = verdict('arm64-7.3-max', 'arm64-6.12-max', { vmm: 'firecracker' });
  expect(because).toContain('PMU');
  const bitmap = findings.find((one) => one.id === id('VENDOR_HYP_BMAP_2'));
  expect(bitmap?.remedy?.text).toContain(`remove-regs ${hex(id('VENDOR_HYP_BMAP_2'))}`);
});

test('features that the host does not offer are told first, and what they take along is found', () => {
  const { answer, because, findings } = verdict('arm64-7.3-max', 'arm64-7.3-neoverse-n1');
  expect([answer, because]).toEqual(['refused', 'the host does not offer sve, pauth']);
  expect(findings.map(line)).toContain('APIAKeyLo_EL1 absent ENOENT');
});

test('of a host that was not probed nothing is claimed', () => {
  const { features, registers } = stateOf(recorded('arm64-7.3-max'));
  const target = targetOf({ ...recorded('arm64-7.3-max'), probe: null }, features);
  expect(verdictOf({ registers, target }, kvm)).toMatchObject({
    answer: 'unknown',
    because: 'nothing was probed there',
  });
});
