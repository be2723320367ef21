import { expect, test } from 'vitest';
import { lackedRole, mayAct, roles } from './roles.ts';

test('a role may do what the roles before it may, and nothing of those after it', () => {
  expect(roles.map((role) => roles.filter((needed) => mayAct(role, needed)))).toEqual([
    ['viewer'],
    ['viewer', 'editor'],
    ['viewer', 'editor', 'admin'],
  ]);
});

test('whoever lacks a role is told which, and which they have', () => {
  expect(lackedRole('viewer', 'editor')).toBe('needs the role editor; you are viewer');
  expect(lackedRole('admin', 'editor')).toBeUndefined();
});
