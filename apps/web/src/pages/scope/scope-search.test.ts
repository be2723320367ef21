import { expect, test } from 'vitest';
import { planIn, readScopeSearch } from './scope-search.ts';

test('a link keeps for how many vCPUs it was worked out', () => {
  expect(readScopeSearch({ n: '64' })).toEqual({ n: '64' });
  expect(readScopeSearch({ n: '0064' })).toEqual({ n: '64' });
});

test.each(['0', '513', '1.5', '-1', 'x', '', undefined])('%j is no number of vCPUs', (n) => {
  expect(readScopeSearch({ n })).toEqual({});
});

test('what is staged is carried along, and nothing else', () => {
  expect(readScopeSearch({ plan: '1.f.0.1', reg: '0x1' })).toEqual({ plan: '1.f.0.1' });
  expect(planIn({ n: '8', plan: '1.f.0.1' })).toEqual({ plan: '1.f.0.1' });
  expect(planIn({ plan: '' })).toEqual({});
});
