import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differingBits, groupVcpus, outcomeOf } from './group-vcpus.ts';

describe('grouping vCPUs by what they answered', () => {
  test('vCPUs that agree are one group', () => {
    expect(groupVcpus({ values: ['0x1', '0x1', '0x1'], errors: [null, null, null] })).toEqual([
      { outcome: { kind: 'value', value: '0x1' }, vcpus: [0, 1, 2] },
    ]);
  });

  test('a refused read, an absent register and a value are three answers', () => {
    const groups = groupVcpus({ values: [null, '0x0', null, '0x0'], errors: ['EINVAL', null, 'absent', null] });
    expect(groups.map(({ outcome, vcpus }) => [outcome.kind, vcpus])).toEqual([
      ['refused', [0]],
      ['value', [1, 3]],
      ['absent', [2]],
    ]);
  });

  test('a vCPU that is not in the answer at all counts as absent', () => {
    expect(outcomeOf({ values: ['0x0'], errors: [null] }, 5)).toEqual({ kind: 'absent' });
  });

  test('every vCPU is in exactly one group', () => {
    const values = fc.array(fc.constantFrom('0x0', '0x1', '0x2', null), { minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(values, (all) => {
        const groups = groupVcpus({ values: all, errors: all.map((value) => (value === null ? 'EIO' : null)) });
        const vcpus = groups.flatMap((group) => group.vcpus).toSorted((a, b) => a - b);
        expect(vcpus).toEqual(all.map((_, vcpu) => vcpu));
      }),
    );
  });
});

test('a bit differs when at least two values disagree on it', () => {
  expect(differingBits([0b1100n, 0b1010n, 0b1100n])).toBe(0b0110n);
  expect(differingBits([0xffn])).toBe(0n);
  expect(differingBits([])).toBe(0n);
});
