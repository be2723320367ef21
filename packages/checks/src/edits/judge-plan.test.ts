import { inverse, registerId, type Edit, type Plan, type PlanTarget } from '@regscope/registers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePlan, stageBits, stagedValue, type EditedRegister } from './index.ts';

const target: PlanTarget = { host: 'lab', vm: '1', createdAt: '2026-11-24T10:00:00Z', kernel: '6.12', arch: 'arm64' };
const idRegister: EditedRegister = {
  id: registerId(0x6030_0000_0013_c030n),
  name: 'ID_AA64ISAR0_EL1',
  bits: 64,
  scope: 'vm',
  moving: 0n,
  values: [0x20n, 0x20n],
};
const own: EditedRegister = {
  ...idRegister,
  id: registerId(0x6030_0000_0013_de82n),
  name: 'TPIDR_EL0',
  scope: 'vcpu',
  values: [1n, 2n],
};
const counter: EditedRegister = {
  ...idRegister,
  id: registerId(0x6030_0000_0013_df1an),
  name: 'CNTVCT_EL0',
  moving: (1n << 64n) - 1n,
};
const unread: EditedRegister = {
  ...own,
  id: registerId(0x6030_0000_0013_de83n),
  name: 'TPIDRRO_EL0',
  values: [null, 0n],
};
const all = [idRegister, own, counter, unread];
const find = (id: bigint) => all.find((one) => one.id === id);

const clear: Edit = { id: idRegister.id, vcpu: null, mask: 0xf0n, from: 0x20n, to: 0n };
const cleared = (id: bigint) => (id === idRegister.id ? { ...idRegister, values: [0n, 0n] } : undefined);

const planOf = (...edits: Edit[]): Plan => ({ target, edits });
const codesOf = (plan: Plan) => judgePlan(plan, target, find).map(({ code }) => code);

test('clearing a field of an ID register is nothing to object to, and neither is taking it back afterwards', () => {
  expect(codesOf(planOf(clear))).toEqual([]);
  expect(judgePlan(inverse(planOf(clear)), target, cleared)).toEqual([]);
});

test.each<[string, Partial<Edit>]>([
  ['NOT_LISTED', { id: registerId(0x6030_0000_0013_0000n) }],
  ['TOO_WIDE', { mask: 1n << 64n, from: 0n, to: 1n << 64n }],
  ['NO_BITS', { mask: 0n, from: 0n, to: 0n }],
  ['OUTSIDE_MASK', { to: 0x100n }],
  ['NO_CHANGE', { to: 0x20n }],
  ['NO_SUCH_VCPU', { id: own.id, vcpu: 2, mask: 1n, from: 0n, to: 1n }],
  ['VM_WIDE', { vcpu: 1 }],
  ['STALE', { from: 0x10n }],
  ['STALE', { id: own.id, mask: 3n, from: 1n, to: 0n }],
  ['UNREADABLE', { id: unread.id, mask: 1n, from: 0n, to: 1n }],
])('%s is what is wrong with %o', (code, wrong) => {
  expect(codesOf(planOf({ ...clear, ...wrong }))).toEqual([code]);
});

test('a counter has gone on since the plan was made, and that is no objection', () => {
  expect(codesOf(planOf({ id: counter.id, vcpu: null, mask: counter.moving, from: 7n, to: 0n }))).toEqual([]);
});

test('two changes of one bit are refused, of neighbouring bits or of two vCPUs not', () => {
  expect(codesOf(planOf(clear, { ...clear, mask: 0x30n, to: 0x10n }))).toEqual(['OVERLAP']);
  expect(codesOf(planOf(clear, { ...clear, mask: 0xfn, from: 0n, to: 1n }))).toEqual([]);
  const one = { id: own.id, vcpu: 0, mask: 1n, from: 1n, to: 0n };
  expect(codesOf(planOf(one, { ...one, vcpu: 1, from: 0n, to: 1n }))).toEqual([]);
});

test.each<[string, Partial<PlanTarget>]>([
  ['for lab/2', { vm: '2' }],
  ['made at', { createdAt: '2026-11-24T09:00:00Z' }],
  ['for Linux 7.3', { kernel: '7.3' }],
  ['for x86-64', { arch: 'x86-64' }],
])('a plan %s is for another VM', (words, other) => {
  const [refusal] = judgePlan({ target: { ...target, ...other }, edits: [clear] }, target, find);
  expect(refusal).toMatchObject({ edit: null, code: 'OTHER_VM', because: expect.stringContaining(words) });
});

test('an empty plan and one of ten thousand changes are refused as a whole, in no time', () => {
  expect(codesOf(planOf())).toEqual(['EMPTY_PLAN']);
  expect(codesOf(planOf(...Array.from({ length: 10_000 }, () => clear)))).toEqual(['TOO_MANY']);
});

describe('staging', () => {
  const wish = { register: idRegister, vcpu: null, mask: 0xf0n, to: 0n };

  test('a field becomes one edit for all vCPUs, and leaves the plan when it is wished back', () => {
    expect(stageBits([], wish)).toEqual([clear]);
    expect(stageBits([clear], { ...wish, to: 0x20n })).toEqual([]);
  });

  test('the last wish for a bit wins, and fields of one register share an edit', () => {
    const [edit] = stageBits(stageBits([clear], { ...wish, mask: 0xfn, to: 1n }), { ...wish, to: 0x10n });
    expect(edit).toEqual({ ...clear, mask: 0xffn, to: 0x11n });
  });

  test('a register that differs between vCPUs gets an edit for each', () => {
    expect(stageBits([], { register: own, vcpu: null, mask: 3n, to: 3n })).toEqual([
      { id: own.id, vcpu: 0, mask: 3n, from: 1n, to: 3n },
      { id: own.id, vcpu: 1, mask: 3n, from: 2n, to: 3n },
    ]);
  });

  test('whatever is wished, in whatever order, the plan is one that may be applied and holds what was wished last', () => {
    const register = fc.constantFrom(idRegister, own);
    const bits = fc.bigInt(0n, 0xffn);
    const wishes = fc.array(fc.record({ register, vcpu: fc.constantFrom(null, 0, 1), mask: bits, to: bits }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(wishes, (given) => {
        const edits = given.reduce<Edit[]>((staged, one) => stageBits(staged, one), []);
        expect(codesOf(planOf(...edits)).filter((code) => code !== 'EMPTY_PLAN')).toEqual([]);
        const last = given.at(-1);
        if (last === undefined) return;
        const vcpu = last.vcpu ?? 0;
        const value = stagedValue(edits, { id: last.register.id, vcpu }, last.register.values[vcpu] ?? 0n);
        expect(value & last.mask).toBe(last.to & last.mask);
      }),
    );
  });
});
