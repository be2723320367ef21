import { expect, test } from 'vitest';
import { featuresOf, hostsOf, readBaselineSearch, toggleHost, withFeatures, withHosts } from './baseline-search.ts';

test('the address is read back as it was written, and what does not belong there is left out', () => {
  const search = { hosts: 'a,b', features: 'psci', q: 'sve', all: '1' } as const;
  expect(readBaselineSearch({ ...search, x: 1 })).toEqual(search);
  expect(readBaselineSearch({ hosts: '', q: 7, all: 'yes' })).toEqual({});
});

test('hosts are named once, in their order', () => {
  expect(hostsOf({ hosts: 'b,,a,b' })).toEqual(['b', 'a']);
  expect(toggleHost({ hosts: 'a,b', q: 'x' }, 'a')).toEqual({ hosts: 'b', q: 'x' });
  expect(toggleHost({ hosts: 'b' }, 'b')).toEqual({});
  expect(withHosts({}, ['c'])).toEqual({ hosts: 'c' });
});

test('no features at all is another choice than none made', () => {
  expect([featuresOf({}), featuresOf({ features: '' })]).toEqual([undefined, []]);
  expect(withFeatures({ features: 'psci' }, undefined)).toEqual({});
  expect(withFeatures({}, ['psci', 'pmu'])).toEqual({ features: 'psci,pmu' });
});
