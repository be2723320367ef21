import type { EditedRegister } from '@regscope/checks/edits';
import { registerId, type Edit } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { dropBits, restage, stagedOf, stageWhole } from './change-plan.ts';

const id = registerId(0x6030_0000_0013_c030n);
const aes = { segs: [[7, 4]] as const };
const sha1 = { segs: [[11, 8]] as const };

function register(...values: bigint[]): EditedRegister {
  return { id, name: 'ID_AA64ISAR0_EL1', bits: 64, scope: 'vcpu', moving: 0n, values };
}

/** `all f0: 20 → 0`. */
function told(edits: readonly Edit[]): string[] {
  return edits.map(
    ({ vcpu, mask, from, to }) => `${vcpu ?? 'all'} ${mask.toString(16)}: ${from.toString(16)} → ${to.toString(16)}`,
  );
}

describe('a whole value that is typed', () => {
  const at = { register: register(0x120n, 0x120n), vcpu: null };

  test('changes the fields that differ, and those alone', () => {
    const edits = stageWhole([], { at, was: 0x120n, to: 0x100n, fields: [aes, sha1] });
    expect(told(edits)).toEqual(['all f0: 20 → 0']);
  });

  test('changes a field as a whole where one bit of it is flipped, also one in two pieces', () => {
    const split = {
      segs: [
        [63, 62],
        [1, 0],
      ] as const,
    };
    const edits = stageWhole([], { at, was: 0x120n, to: 0x121n, fields: [aes, split] });
    expect(told(edits)).toEqual(['all c000000000000003: 0 → 1']);
  });

  test('takes a field out of the plan that is typed back, and keeps the others', () => {
    const both = stageWhole([], { at, was: 0x120n, to: 0x0n, fields: [aes, sha1] });
    const one = stageWhole(both, { at, was: 0x0n, to: 0x20n, fields: [aes, sha1] });
    expect(told(one)).toEqual(['all f00: 100 → 0']);
  });

  test('changes bits of no known field one by one', () => {
    const edits = stageWhole([], { at, was: 0x120n, to: 0x8000_0000_0000_0120n, fields: [aes] });
    expect(told(edits)).toEqual(['all 8000000000000000: 0 → 8000000000000000']);
  });
});

test('dropping a field leaves every vCPU what it holds, also where they differ', () => {
  const differing = register(0x10n, 0x20n);
  const staged = stageWhole([], {
    at: { register: differing, vcpu: null },
    was: 0x10n,
    to: 0x30n,
    fields: [aes],
  });
  expect(told(staged)).toEqual(['0 f0: 10 → 30', '1 f0: 20 → 30']);
  expect(dropBits(staged, { register: differing, vcpu: null, mask: 0xf0n })).toEqual([]);
  expect(told(dropBits(staged, { register: differing, vcpu: 1, mask: 0xf0n }))).toEqual(['0 f0: 10 → 30']);
});

describe('a plan that was made from other values', () => {
  const made: Edit[] = [{ id, vcpu: null, mask: 0xf0n, from: 0x20n, to: 0n }];

  test('is made again from those that are there', () => {
    expect(told(restage(made, () => register(0x10n, 0x10n)))).toEqual(['all f0: 10 → 0']);
  });

  test('loses what the VM holds already', () => {
    expect(restage(made, () => register(0n))).toEqual([]);
  });

  test('keeps what the VM does not list or has no vCPU for, for the judge to name it', () => {
    expect(restage(made, () => undefined)).toEqual(made);
    const seventh = made.map((edit) => ({ ...edit, vcpu: 7 }));
    expect(restage(seventh, () => register(0x20n, 0x20n))).toEqual(seventh);
  });
});

test('vCPUs that hold the same may be meant to hold different values', () => {
  const edits = stageWhole([], { at: { register: register(0n, 0n, 0n), vcpu: 1 }, was: 0n, to: 0x10n, fields: [aes] });
  expect(stagedOf(edits, { id }, { value: 0n, vcpus: [0, 1, 2] })).toEqual([0n, 0x10n]);
});
