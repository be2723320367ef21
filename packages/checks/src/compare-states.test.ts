import { catalogue } from '@regscope/catalogs';
import { registerId, type RegisterId } from '@regscope/registers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recorded, stateOf } from './shelf.test-helper.ts';
import { compareStates, type Side } from './index.ts';

const id = (name: string): RegisterId => catalogue('arm64').find(name) ?? registerId(0n);
const side = (values: Readonly<Record<string, readonly (bigint | null)[]>>): Side => ({
  registers: Object.entries(values).map(([name, all]) => ({ id: id(name), values: all })),
});

const told = (all: readonly Side[]) =>
  compareStates(all, 'settled')
    .differences.map((one) => `${one.id} ${one.absent} ${one.mask}`)
    .toSorted();

test('what one side does not list, and what is not the same, are differences; the rest is counted', () => {
  const a = side({ TPIDR_EL1: [1n], TCR2_EL1: [0n], SP_EL0: [5n] });
  const b = side({ TPIDR_EL1: [3n], SP_EL0: [5n], POR_EL1: [0n] });
  expect(compareStates([a, b], 'settled')).toEqual({
    differences: [
      { id: id('TPIDR_EL1'), absent: false, mask: 2n, values: [[1n], [3n]] },
      { id: id('TCR2_EL1'), absent: true, mask: 0n, values: [[0n], undefined] },
      { id: id('POR_EL1'), absent: true, mask: 0n, values: [undefined, [0n]] },
    ],
    leftOut: [],
    same: 1,
  });
});

describe('what moves by itself', () => {
  const [a, b] = [side({ CNTVCT_EL0: [1n], CNTV_CTL_EL0: [4n] }), side({ CNTVCT_EL0: [2n], CNTV_CTL_EL0: [1n] })];

  test('is left out, with the reason, bit by bit', () => {
    const { differences, leftOut } = compareStates([a, b], 'settled');
    expect(differences.map((one) => [one.id, one.mask])).toEqual([[id('CNTV_CTL_EL0'), 1n]]);
    expect(leftOut).toEqual([{ id: id('CNTVCT_EL0'), because: expect.stringContaining('counts') }]);
  });

  test('is compared when somebody asks for it raw', () => {
    expect(compareStates([a, b], 'raw').differences.map(({ mask }) => mask)).toEqual([3n, 5n]);
  });
});

test('vCPUs are compared one by one, and what could not be read differs from nothing', () => {
  const a = side({ MPIDR_EL1: [0n, 1n], TPIDR_EL1: [null, 1n] });
  expect(compareStates([a, side({ MPIDR_EL1: [0n, 1n, 2n], TPIDR_EL1: [7n, null] })], 'settled').differences).toEqual(
    [],
  );
  expect(
    compareStates([a, side({ MPIDR_EL1: [0n, 3n], TPIDR_EL1: [7n, 3n] })], 'settled').differences.map(
      ({ mask }) => mask,
    ),
  ).toEqual([2n, 2n]);
});

test('any number of sides, in any order, differ in the same registers and bits', () => {
  const states = fc.array(
    fc.dictionary(fc.constantFrom('TPIDR_EL1', 'SP_EL0', 'TCR_EL1'), fc.tuple(fc.bigInt(0n, 15n))),
    { minLength: 2, maxLength: 5 },
  );
  fc.assert(
    fc.property(states, (given) => {
      const sides = given.map(side);
      expect(told(sides.toReversed())).toEqual(told(sides));
    }),
  );
});

test('two recordings of one CPU on two kernels: what the newer lists beyond the older is told, and the counters are not', () => {
  const sides = ['arm64-6.12-max', 'arm64-7.3-max'].map((name) => ({ registers: stateOf(recorded(name)).registers }));
  const { differences } = compareStates(sides, 'settled');
  const onlyNewer = differences.filter(({ values: [older] }) => older === undefined).map((one) => one.id);
  expect(onlyNewer).toContain(id('VENDOR_HYP_BMAP_2'));
  expect(differences.map((one) => one.id)).not.toContain(id('CNTVCT_EL0'));
});

test('sides of more vCPUs are compared with each other, also where the first has fewer, or none that could be read', () => {
  const few = side({ TPIDR_EL1: [0n] });
  const unread = side({ TPIDR_EL1: [null, null, null] });
  const [b, c] = [side({ TPIDR_EL1: [0n, 1n, 2n] }), side({ TPIDR_EL1: [0n, 1n, 6n] })];
  for (const sides of [
    [few, b, c],
    [b, few, c],
    [unread, b, c],
  ])
    expect(compareStates(sides, 'settled').differences.map(({ mask }) => mask)).toEqual([4n]);
});
