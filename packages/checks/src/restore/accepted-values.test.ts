import { catalogue, type SafeValueRule } from '@regscope/catalogs';
import { registerId } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { recorded } from '../shelf.test-helper.ts';
import { acceptedValues, safestValue } from './accepted-values.ts';
import { targetOf } from './target.ts';

const id = (name: string) => catalogue('arm64').find(name) ?? registerId(0n);

test('a field of an ID register takes its own value and those that were stored as written', () => {
  const { shape } = targetOf(recorded('arm64-7.3-max'), ['psci', 'pmu', 'sve', 'pauth', 'gicv3']);
  const fields = shape === undefined ? [] : acceptedValues(shape, id('ID_AA64PFR1_EL1'));
  expect(
    fields.map(
      ({ seg: [msb, lsb], own, values }) =>
        `${msb}:${lsb} ${own} of ${[...values].toSorted((a, b) => Number(a - b)).join()}`,
    ),
  ).toContain('7:4 2 of 0,1,2');
});

describe('of what is taken, the value is chosen', () => {
  const seg = [3, 0] as const;
  const values = [0n, 1n, 2n, 15n];
  const chosen = (rule: SafeValueRule, limit: bigint) => safestValue(values, limit, rule);

  test('that is the highest not above what the guest knows, where lower is safe', () => {
    expect(chosen({ rule: 'lower', signed: false, seg }, 3n)).toBe(2n);
    expect(chosen({ rule: 'lower', signed: true, seg }, 3n)).toBe(2n);
    expect(chosen({ rule: 'lower', signed: true, seg }, 15n)).toBe(15n);
  });

  test('that is the lowest not below it, where higher is safe; 0 where that is', () => {
    expect(chosen({ rule: 'higher', signed: false, seg }, 1n)).toBe(1n);
    expect(chosen({ rule: 'higher', signed: false, seg }, 3n)).toBe(15n);
    expect(chosen({ rule: 'higher-or-zero', signed: false, seg }, 0n)).toBe(0n);
  });

  test('that is the same, or what the kernel holds to be safe, where only that is', () => {
    expect(chosen({ rule: 'exact', safe: 0n, signed: false, seg }, 2n)).toBe(2n);
    expect(chosen({ rule: 'exact', safe: 0n, signed: false, seg }, 3n)).toBe(0n);
    expect(chosen({ rule: 'exact', safe: 7n, signed: false, seg }, 3n)).toBeUndefined();
  });
});
