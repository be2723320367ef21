import { expect, test } from 'vitest';
import { isFiltered, parseVm, readAuditSearch, withParts } from './audit-search.ts';

test('an address keeps what is looked for, and nothing that is no filter', () => {
  const search = {
    kind: 'attempt',
    outcome: 'rolled back',
    host: 'local',
    vm: '1',
    who: 'alice',
    row: '7',
    colour: 'red',
  };
  expect(readAuditSearch(search)).toEqual({
    kind: 'attempt',
    outcome: 'rolled back',
    host: 'local',
    vm: '1',
    who: 'alice',
    row: '7',
  });
  expect(readAuditSearch({ kind: 'weather', outcome: 3, who: '', row: 7 })).toEqual({});
});

test('a filter that is emptied goes, and a row that was opened is closed', () => {
  const search = readAuditSearch({ who: 'alice', register: 'pc', row: '7' });
  expect(withParts(search, { who: undefined })).toEqual({ register: 'pc' });
  expect(withParts(search, { register: '' })).toEqual({ who: 'alice' });
  expect(isFiltered({ row: '7' })).toBe(false);
  expect(isFiltered(search)).toBe(true);
});

test('a VM is named by its host and itself', () => {
  expect(parseVm(' lab:6.12:max/1 ')).toEqual({ host: 'lab:6.12:max', vm: '1' });
  for (const wrong of ['', 'local', 'local/', '/1', 'a/b/c', 'a b/c']) expect(parseVm(wrong)).toBeUndefined();
});
