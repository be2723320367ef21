import { expect, test } from 'vitest';
import { filterOf, isFiltered, readVmSearch, toggleClass } from './vm-search.ts';

test('a link says everything that is looked at', () => {
  const search = readVmSearch({
    q: '3,0,0,4,0',
    class: 'core,fw',
    differs: '1',
    sort: '-id',
    columns: 'vcpus',
    reg: '0x1',
  });
  expect(search).toEqual({ q: '3,0,0,4,0', class: 'core,fw', differs: '1', sort: '-id', columns: 'vcpus', reg: '0x1' });
  expect(filterOf(search)).toEqual({ text: '3,0,0,4,0', classes: ['core', 'fw'], differs: true, errors: false });
});

test('what nobody understands is left out of the link', () => {
  expect(readVmSearch({ q: '', differs: '2', sort: 'colour', columns: 'all', other: 'x' })).toEqual({});
});

test('a class is added and taken away', () => {
  const core = toggleClass({ q: 'x' }, 'core');
  expect(core).toEqual({ q: 'x', class: 'core' });
  expect(toggleClass(toggleClass(core, 'fw'), 'core')).toEqual({ q: 'x', class: 'fw' });
  expect(toggleClass(core, 'core')).toEqual({ q: 'x' });
});

test('order and selection are no filter', () => {
  expect(isFiltered({ sort: 'id', reg: '0x1', columns: 'vcpus' })).toBe(false);
  expect(isFiltered({ errors: '1' })).toBe(true);
});
