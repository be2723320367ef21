import { catalogue } from '@regscope/catalogs';
import { describe, expect, test } from 'vitest';
import { recorded, shelf, stateOf } from './shelf.test-helper.ts';
import { targetOf, wouldTake, type State } from './index.ts';

const { find } = catalogue('arm64');
const taken = (to: string, { features, registers }: State) => wouldTake(targetOf(recorded(to), features), registers);
const taking = (to: string, from: string) => taken(to, stateOf(recorded(from)));
const refusedIn = (...hosts: [to: string, from: string]) =>
  taking(...hosts).refused.map(({ id, kind, because }) => `${catalogue('arm64').nameOf(id)} ${kind}: ${because}`);

test.each(shelf.filter((name) => name.startsWith('arm64')))(
  'the VM that was recorded on %s would load there',
  (name) => {
    expect(taking(name, name)).toEqual({ loads: true, because: '', refused: [] });
  },
);

describe('from kernel to kernel, on one CPU', () => {
  test('a VM of 6.12 goes to 7.3, and does not come from there', () => {
    expect(taking('arm64-7.3-max', 'arm64-6.12-max').loads).toBe(true);
    expect(taking('arm64-6.12-max', 'arm64-7.3-max').loads).toBe(false);
  });

  test('what keeps it from going back is named: registers that 6.12 does not list, a PSCI version that it does not know', () => {
    const refused = refusedIn('arm64-6.12-max', 'arm64-7.3-max');
    expect(refused).toContain('VENDOR_HYP_BMAP_2 refused: not listed there');
    expect(refused).toContainEqual(expect.stringContaining('PSCI_VERSION refused'));
  });
});

test('with the value changed that was refused, the host takes it', () => {
  const state = stateOf(recorded('arm64-7.2-max'));
  const [refusal, ...more] = taking('arm64-7.1-max', 'arm64-7.2-max').refused;
  expect(more).toEqual([]);
  const old = stateOf(recorded('arm64-7.1-max'));
  const registers = state.registers.map((one) =>
    one.id === refusal?.id ? (old.registers.find(({ id }) => id === one.id) ?? one) : one,
  );
  expect(taken('arm64-7.1-max', { ...state, registers }).loads).toBe(true);
});

test('a host that does not offer a feature of the VM takes no such VM', () => {
  expect(taking('arm64-7.3-neoverse-n1', 'arm64-7.3-max')).toMatchObject({
    loads: false,
    because: expect.stringContaining('sve'),
  });
});

test('of a choice of features that nobody probed there, nothing is said', () => {
  const state = { ...stateOf(recorded('arm64-7.3-max')), features: ['psci', 'mte', 'aarch32'] };
  expect(taken('arm64-7.3-max-mte', state)).toMatchObject({
    loads: null,
    because: expect.stringContaining('mte, aarch32'),
  });
});

test('counters have moved on, and nobody holds that against a VM', () => {
  const id = find('CNTVCT_EL0');
  const state = stateOf(recorded('arm64-6.12-max'));
  const registers = state.registers.map((one) => (one.id === id ? { ...one, values: [(1n << 64n) - 1n] } : one));
  expect(taken('arm64-6.12-max', { ...state, registers }).loads).toBe(true);
});

test('vector lengths are settled early: sets that were taken before finalizing are taken, others not', () => {
  const id =
    find('VLS') ?? stateOf(recorded('arm64-7.3-max')).registers.find((one) => one.id === 0x6060_0000_0015_ffffn)?.id;
  const withLengths = (value: bigint) => {
    const state = stateOf(recorded('arm64-7.3-max'));
    const registers = state.registers.map((one) => (one.id === id ? { ...one, values: [value] } : one));
    return taken('arm64-7.3-max', { ...state, registers }).loads;
  };
  expect([withLengths(1n), withLengths(0n)]).toEqual([true, false]);
});

test('a register that the VM lists all the same is refused where an ID register of the VM hides it', () => {
  const state = stateOf(recorded('arm64-7.3-max'));
  const [features3, tcr2] = [find('ID_AA64MMFR3_EL1'), find('TCR2_EL1')];
  const registers = state.registers.map((one) =>
    one.id === features3 ? { ...one, values: [(one.values[0] ?? 0n) & ~0xfn] } : one,
  );
  expect(taken('arm64-7.3-max', { ...state, registers }).refused).toContainEqual(
    expect.objectContaining({ id: tcr2, errno: 'ENOENT' }),
  );
  const without = registers.filter(({ id }) => id !== tcr2);
  expect(taken('arm64-7.3-max', { ...state, registers: without }).loads).toBe(true);
});
