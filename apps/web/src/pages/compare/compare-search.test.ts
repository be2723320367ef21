import { expect, test } from 'vitest';
import {
  areBitsShown,
  fits,
  readCompareSearch,
  sidesOf,
  toggleAllBits,
  toggleBits,
  withSides,
} from './compare-search.ts';

test('VMs stand in the address once each, and what names none is left out', () => {
  expect(sidesOf({ of: 'lab:6.12:max/1,arm64-7.3-max/1,lab:6.12:max/1,nonsense,' })).toEqual([
    { host: 'lab:6.12:max', vm: '1' },
    { host: 'arm64-7.3-max', vm: '1' },
  ]);
});

test('more than sixteen are not asked for', () => {
  expect(sidesOf({ of: Array.from({ length: 20 }, (_, n) => `local/${n}`).join(',') })).toHaveLength(16);
});

test('with its last VM the address loses the part for them, and keeps the filter', () => {
  expect(withSides({ of: 'local/1', q: 'pfr' }, [])).toEqual({ q: 'pfr' });
  expect(withSides({}, [{ host: 'local', vm: '2' }])).toEqual({ of: 'local/2' });
});

test('what an address may hold besides is not taken over', () => {
  expect(readCompareSearch({ of: 7, q: '', raw: 'yes', x: 1 })).toEqual({});
});

test('a register is found by name, field and kind of difference, with all words', () => {
  const field = { name: 'TCRX', msb: 3, lsb: 0, values: [], meanings: [] };
  const row = {
    id: '0x603000000013c03b',
    name: 'ID_AA64MMFR3_EL1',
    class: 'sysreg',
    what: 'different',
    mask: '0x1',
    values: [],
    fields: [field],
  } as const;
  const found = (q: string) => fits({ ...row, values: [], fields: [field] }, { q });
  expect(['mmfr3', 'tcrx different', '13c03b', 'tcrx lost'].map(found)).toEqual([true, true, true, false]);
});

test('bits are drawn of one register or of all, and each can be folded away again', () => {
  const one = toggleBits({ q: 'x' }, '0x1', ['0x1', '0x2']);
  expect(readCompareSearch(one)).toEqual({ q: 'x', bits: '0x1' });
  expect([areBitsShown(one, '0x1'), areBitsShown(one, '0x2')]).toEqual([true, false]);
  expect(toggleBits(toggleAllBits(one), '0x1', ['0x1', '0x2'])).toEqual({ q: 'x', bits: '0x2' });
  expect(toggleBits(one, '0x1', ['0x1'])).toEqual({ q: 'x' });
  expect(toggleAllBits(toggleAllBits(one))).toEqual({ q: 'x' });
});
