import { featureMatrix } from '@regscope/contract';
import { expect, test } from 'vitest';
import { featuresOf } from './features-builder.test-helper.ts';
import type { FeaturesSearch } from './features-search.ts';
import { filterFeatures } from './filter-features.ts';

const rows = featureMatrix([
  featuresOf({ FEAT_LSE: true, FEAT_SVE: true, FEAT_SME: false, FEAT_ETE: null }),
  featuresOf({ FEAT_LSE: true, FEAT_SVE: false, FEAT_SME: false, FEAT_ETE: null }),
]);
const names = (search: FeaturesSearch) => filterFeatures(rows, search).map(({ name }) => name.slice(5));

test('without a filter everything is shown', () => {
  expect(names({ of: 'a/1' })).toEqual(['ETE', 'LSE', 'SME', 'SVE']);
});

test.each<[FeaturesSearch, string[]]>([
  [{ has: '1' }, ['LSE', 'SVE']],
  [{ lacks: '1' }, ['SME', 'SVE']],
  [{ unknown: '1' }, ['ETE']],
  [{ has: '1', unknown: '1' }, ['ETE', 'LSE', 'SVE']],
  [{ differs: '1' }, ['SVE']],
  [{ has: '1', q: 'lse' }, ['LSE']],
  [{ differs: '1', q: 'lse' }, []],
])('%j leaves %j', (search, expected) => {
  expect(names(search)).toEqual(expected);
});
