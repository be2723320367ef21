import type { TrialAnswer, WireFinding, WireVerdict } from '@regscope/contract';
import { expect, test } from 'vitest';
import { findingOf, trialOf } from './migration-builder.test-helper.ts';
import { toldAndTried } from './told-and-tried.ts';

const refused = findingOf('A', { kind: 'refused', weight: 'stops', errno: 'EINVAL' });
const failed = (name: string, errno: string) => ({
  id: name,
  name,
  vcpus: [0],
  class: 'sysreg',
  value: '0x1',
  errno,
  listed: true,
  keeps: '0x0',
  fields: [],
  because: '',
});
const stored = (got: string) => ({ id: 'A', name: 'A', vcpus: [0], want: '0x1', got, mask: '0x1', fields: [] });
const agree = (findings: WireFinding[], trial: TrialAnswer, verdict: WireVerdict['verdict'] = 'refused') =>
  toldAndTried({ verdict, because: '', findings }, trial).map((row) => [row.name, row.told, row.tried, row.agree]);

test('a refusal that was told and came is the same, another errno is not', () => {
  expect(agree([refused], trialOf({ failed: [failed('A', 'EINVAL')] }))).toEqual([['A', 'EINVAL', 'EINVAL', 'same']]);
  expect(agree([refused], trialOf({ failed: [failed('A', 'EPERM')] }))[0]).toContain('otherwise');
  expect(agree([refused], trialOf({}))).toEqual([['A', 'EINVAL', 'taken', 'otherwise']]);
});

test('what came and was not told stands first', () => {
  expect(agree([refused], trialOf({ failed: [failed('A', 'EINVAL'), failed('B', 'ENOENT')] }))).toEqual([
    ['B', 'taken', 'ENOENT', 'otherwise'],
    ['A', 'EINVAL', 'EINVAL', 'same'],
  ]);
});

test('a value that is stored otherwise is compared as well', () => {
  const told = findingOf('A', { kind: 'changed', weight: 'differs', got: '0x0' });
  expect(agree([told], trialOf({ changed: [stored('0x0')] }))[0]?.[3]).toBe('same');
  expect(agree([told], trialOf({ changed: [stored('0x2')] }))[0]?.[3]).toBe('otherwise');
});

test('of a rule of the program, and of what nobody probed, no kernel can say that it is wrong', () => {
  const rule = findingOf('A', { kind: 'absent', weight: 'stops', because: 'QEMU counts registers' });
  const untested = findingOf('B', { kind: 'untested', weight: 'note' });
  const kept = findingOf('C', { kind: 'default', weight: 'note' });
  expect(agree([rule, untested, kept], trialOf({})).map(([name, , , same]) => [name, same])).toEqual([
    ['A', 'open'],
    ['B', 'open'],
  ]);
});

test('where only a trial tells, nothing came otherwise than told', () => {
  expect(agree([], trialOf({ failed: [failed('A', 'EINVAL')] }), 'unknown')).toEqual([
    ['A', 'no forecast', 'EINVAL', 'open'],
  ]);
});
