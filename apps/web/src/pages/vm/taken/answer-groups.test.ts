import { expect, test } from 'vitest';
import { againstOf } from './answer-builder.test-helper.ts';
import { answerGroups, answerKinds } from './answer-groups.ts';

const hosts = ['a', 'b', 'c', 'd'];
const both = (target: number) => [againstOf(target, { fields: ['EL2'] }), againstOf(target, { fields: ['SVE'] })];

test('hosts that say the same stand together, and each host once', () => {
  const groups = answerGroups([...both(0), againstOf(1, { fields: ['EL2'] }), ...both(2)], hosts);
  expect(groups.map((group) => group.hosts)).toEqual([['a', 'c'], ['b']]);
  expect(groups[0]?.answers.map(({ fields }) => fields)).toEqual([['EL2'], ['SVE']]);
});

test('a host that refuses one field and changes another refuses', () => {
  const [group] = answerGroups([againstOf(0, { kind: 'changed', errno: null }), againstOf(0)], hosts);
  expect(group).toMatchObject({ kind: 'refused', errno: 'EINVAL' });
});

test('kinds are told once each, whatever the reasons', () => {
  const absent = { kind: 'absent', errno: 'ENOENT' } as const;
  const groups = answerGroups(
    [againstOf(0, absent), againstOf(1), againstOf(2, { because: 'of something else' }), againstOf(3)],
    hosts,
  );
  expect(answerKinds(groups)).toEqual([
    { kind: 'refused', errno: 'EINVAL', hosts: ['b', 'd', 'c'] },
    { ...absent, hosts: ['a'] },
  ]);
});
