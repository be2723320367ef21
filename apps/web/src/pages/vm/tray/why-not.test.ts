import { expect, test } from 'vitest';
import { whyNoLink, whyNoPlan, whyNotApply } from './why-not.ts';

const fine = { because: '', edits: 1, refusals: [], isBroken: false };
const stale = { edit: 0, name: 'CTR_EL0', code: 'STALE', because: 'vCPU 0 holds 0x1' } as const;

test('a plan that fits a VM that may be changed is applied', () => {
  expect(whyNotApply(fine)).toBeUndefined();
});

test('that the VM may not be changed comes before all that is wrong with the plan', () => {
  const all = { because: 'A vCPU has run.', edits: 0, refusals: [stale], isBroken: true };
  expect(whyNotApply(all)).toBe('A vCPU has run.');
});

test('a refusal is told with its register, and how many more there are', () => {
  expect(whyNotApply({ ...fine, refusals: [stale] })).toBe('CTR_EL0: vCPU 0 holds 0x1.');
  expect(whyNotApply({ ...fine, refusals: [stale, stale, stale] })).toMatch(/\(and 2 more\)$/);
});

test('what only needs a plan does not ask who may change the VM', () => {
  expect(whyNoPlan(fine)).toBeUndefined();
  expect(whyNoPlan({ edits: 0, isBroken: false })).toBe('Nothing is staged.');
  expect(whyNoPlan({ edits: 0, isBroken: true })).toBe('The plan in the address cannot be read.');
});

test('a plan that no address can hold goes as a file', () => {
  expect(whyNoLink(fine, 'http://x/?plan=1')).toBeUndefined();
  expect(whyNoLink(fine, `http://x/?plan=${'1'.repeat(9000)}`)).toMatch(/export it as a file/);
});
