import { expect, test } from 'vitest';

import { defaultCache } from './default-cache.ts';

test('the cache is where the environment wants it', () => {
  expect(defaultCache({ REGSCOPE_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' })).toBe('/a');
  expect(defaultCache({ REGSCOPE_CACHE: '', XDG_CACHE_HOME: '/b', HOME: '/c' })).toBe('/b/regscope');
  expect(defaultCache({ HOME: '/c' })).toBe('/c/.cache/regscope');
});
