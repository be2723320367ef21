import { registerId } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import {
  askedHosts,
  editsIn,
  filterOf,
  isFiltered,
  readVmSearch,
  toggleClass,
  toggleCondition,
  toggleScope,
  unfiltered,
  withEdits,
  withHosts,
} from './vm-search.ts';

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
  expect(filterOf(search)).toEqual({ text: '3,0,0,4,0', classes: ['core', 'fw'], scopes: [], conditions: ['differs'] });
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

test('scopes stand in the link in the order of the page, and nothing else does', () => {
  const search = toggleScope(toggleScope({}, 'mixed'), 'vm');
  expect(search).toEqual({ scope: 'vm,mixed' });
  expect(readVmSearch({ scope: 'mixed,colour,vm' })).toEqual(search);
  expect(toggleScope(toggleScope(search, 'vm'), 'mixed')).toEqual({});
});

test('a condition is asked for and dropped', () => {
  expect(toggleCondition({ q: 'x' }, 'frozen')).toEqual({ q: 'x', frozen: '1' });
  expect(toggleCondition({ q: 'x', frozen: '1' }, 'frozen')).toEqual({ q: 'x' });
  expect(filterOf({ frozen: '1', writable: '1' }).conditions).toEqual(['writable', 'frozen']);
});

test('order and selection are no filter', () => {
  expect(isFiltered({ sort: 'id', reg: '0x1', columns: 'vcpus' })).toBe(false);
  expect(isFiltered({ errors: '1' })).toBe(true);
});

test('who is asked where registers go stands in the link, and survives the clearing of the filter', () => {
  const search = withHosts({ barred: '1' }, { targets: ['a', 'b'], vmm: 'qemu' });
  expect(search).toEqual({ barred: '1', targets: 'a,b', vmm: 'qemu' });
  expect(unfiltered(search)).toEqual({ targets: 'a,b', vmm: 'qemu' });
  expect(askedHosts(search)).toEqual({ targets: ['a', 'b'], vmm: 'qemu' });
});

test('all hosts by KVM’s own rules need no words', () => {
  expect(withHosts({ targets: 'a', vmm: 'qemu' }, { targets: undefined, vmm: 'kvm' })).toEqual({});
  expect(askedHosts(readVmSearch({ vmm: 'nobody' }))).toEqual({ targets: undefined, vmm: 'kvm' });
});

describe('a plan in the address', () => {
  const edit = { id: registerId(0x6030_0000_0013_c030n), vcpu: 2, mask: 0xf0n, from: 0x20n, to: 0n };

  test('is read back as it was written, and leaves the address when it is empty', () => {
    const search = withEdits({ reg: '0x1' }, [edit]);
    expect(editsIn(readVmSearch(search))).toEqual([edit]);
    expect(withEdits(search, [])).toEqual({ reg: '0x1' });
  });

  test('stays in the address when it cannot be read, so that the page can say so', () => {
    const search = readVmSearch({ plan: 'half a pl' });
    expect(search).toEqual({ plan: 'half a pl' });
    expect(editsIn(search)).toBeUndefined();
  });

  test('survives the clearing of the filter', () => {
    const { plan = '' } = withEdits({}, [edit]);
    expect(unfiltered({ q: 'x', differs: '1', reg: '0x1', plan })).toEqual({ reg: '0x1', plan });
  });
});
