import { decodeId, registerId, type Edit } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { rowOf } from '../../components/register-builder.test-helper.ts';
import { catalogueOf } from '../../components/catalogue-builder.test-helper.ts';
import { fieldIndex } from './field-index.ts';
import { filterRows, foundBy, type RowFilter } from './filter-rows.ts';
import { countClasses, markStaged, markTaken, tableRows } from './row-model.ts';
import { againstOf, answerOf } from './taken/answer-builder.test-helper.ts';
import { takenBook } from './taken/taken.ts';

const all: RowFilter = { text: '', classes: [], scopes: [], conditions: [] };

const rows = tableRows(
  [
    rowOf({ id: '0x6030000000100000', name: 'x0', class: 'core', values: ['0xdeadbeef', '0xdeadbeef'] }),
    rowOf({ id: '0x6030000000100040', name: 'pc', class: 'core', values: ['0x0', '0x80000'] }),
    rowOf({ id: '0x603000000013c020', name: 'ID_AA64PFR0_EL1', values: ['0x1101', '0x1101'] }),
    rowOf({ id: '0x603000000013c005', name: 'MPIDR_EL1', values: ['0x80000000', '0x80000001'] }),
    rowOf({ id: '0x6030000000140003', name: 'SMCCC_ARCH_WORKAROUND_3', class: 'fw', values: [null, null] }),
  ],
  'new',
);

const probed = (kind: 'vm' | 'vcpu', before: 'some' | 'none', after: 'some' | 'none') => ({
  scope: { kind, evidence: 'probed', because: 'Linux 7.3, lab', fields: {} } as const,
  mutability: { before, after, mask: '0x1', maskAfter: '0x0', moving: '0x0', announced: null },
});

const names = (filter: Partial<RowFilter>) => filterRows(rows, { ...all, ...filter }).map(({ row }) => row.name);

describe('the text filter', () => {
  test('an empty one lets everything through', () => {
    expect(names({ text: '  ' })).toHaveLength(rows.length);
  });

  test.each([
    '3,0,0,4,0',
    '3, 0, 0, 4, 0',
    'S3_0_C0_C4_0',
    's3_0_c0_c4_0',
    '0x603000000013C020',
    '0x6030_0000_0013_c020',
  ])('%s finds the register whatever it is called', (text) => {
    expect(names({ text })).toEqual(['ID_AA64PFR0_EL1']);
  });

  test('names match in part and in any case', () => {
    expect(names({ text: 'workaround' })).toEqual(['SMCCC_ARCH_WORKAROUND_3']);
    expect(names({ text: 'el1 mpidr' })).toEqual(['MPIDR_EL1']);
  });

  test('a value of any vCPU is found, whole or by four digits and more', () => {
    expect(names({ text: '0x80001' })).toEqual([]);
    expect(names({ text: '0x80000001' })).toEqual(['MPIDR_EL1']);
    expect(names({ text: '0xBEEF' })).toEqual(['x0']);
  });

  test('a small value is compared as a whole', () => {
    expect(names({ text: '0x1' })).not.toContain('ID_AA64PFR0_EL1');
  });
});

describe('the other filters', () => {
  test('classes are alternatives and join the text', () => {
    expect(names({ classes: ['core', 'fw'] })).toEqual(['x0', 'pc', 'SMCCC_ARCH_WORKAROUND_3']);
    expect(names({ classes: ['core'], text: 'pc' })).toEqual(['pc']);
  });

  test('differing and refused registers are found', () => {
    expect(names({ conditions: ['differs'] })).toEqual(['pc', 'MPIDR_EL1']);
    expect(names({ conditions: ['errors'] })).toEqual(['SMCCC_ARCH_WORKAROUND_3']);
  });

  test('scopes are alternatives, and conditions all required', () => {
    const registers = [
      rowOf({ name: 'ID', ...probed('vm', 'some', 'none') }),
      rowOf({ name: 'x0', ...probed('vcpu', 'some', 'some') }),
      rowOf({ name: 'MIDR', ...probed('vm', 'none', 'none') }),
      rowOf({ name: 'untried' }),
    ];
    const found = (filter: Partial<RowFilter>, phase: 'new' | 'started') =>
      filterRows(tableRows(registers, phase), { ...all, ...filter }).map(({ row }) => row.name);
    expect(found({ scopes: ['vm'] }, 'new')).toEqual(['ID', 'MIDR']);
    expect(found({ scopes: ['vm', 'unknown'] }, 'new')).toEqual(['ID', 'MIDR', 'untried']);
    expect(found({ conditions: ['writable'] }, 'new')).toEqual(['ID', 'x0']);
    expect(found({ conditions: ['writable'] }, 'started')).toEqual(['x0']);
    expect(found({ conditions: ['frozen'] }, 'started')).toEqual(['ID']);
    expect(found({ conditions: ['frozen', 'writable'] }, 'started')).toEqual([]);
  });

  test('classes are counted in the order of the list', () => {
    expect([...countClasses(rows)]).toEqual([
      ['core', 2],
      ['sysreg', 2],
      ['fw', 1],
    ]);
  });
});

describe('fields', () => {
  const fields = fieldIndex(
    catalogueOf({ 'ID_AA64PFR0_EL1 0x603000000013c020': ['15:12 EL3 ? FEAT_EL3', '11:8 EL2'] }),
  );
  const found = (text: string) => filterRows(rows, { ...all, text }, fields).map(({ row }) => row.name);
  const [, , pfr0] = rows;

  test('the name of a field, and a feature, find the register', () => {
    expect(found('el3')).toEqual(['ID_AA64PFR0_EL1']);
    expect(found('FEAT_EL3')).toEqual(['ID_AA64PFR0_EL1']);
    expect(found('id_ el2')).toEqual(['ID_AA64PFR0_EL1']);
    expect(names({ text: 'FEAT_EL3' })).toEqual([]);
  });

  test('a row says by which field it was found, but not where its name says it', () => {
    expect(pfr0 === undefined ? '' : foundBy(pfr0, 'pfr0 el2', fields)).toBe('EL2');
    expect(pfr0 === undefined ? '' : foundBy(pfr0, 'feat_el3', fields)).toBe('EL3');
    expect(pfr0 === undefined ? '-' : foundBy(pfr0, 'pfr0', fields)).toBe('');
  });
});

test('what a word finds by encoding agrees with the id codec', () => {
  for (const low of [0, 0xc020, 0xdf02, 0xffff]) {
    const id = registerId(0x6030_0000_0013_0000n | BigInt(low));
    const [row] = tableRows([rowOf({ id: `0x${id.toString(16)}`, name: 'some name' })], 'new');
    expect(row?.haystack).toContain(decodeId(id).name.toLowerCase());
  }
});

test('registers that some host does not take are found once the hosts have answered', () => {
  const barred = (some: typeof rows | ReturnType<typeof markTaken>) =>
    filterRows(some, { ...all, conditions: ['barred'] }).map(({ row }) => row.name);
  const book = takenBook(answerOf({ a: { stops: 1 } }, { '0x6030000000100040': [againstOf(0)] }));
  expect(barred(rows)).toEqual([]);
  expect(barred(markTaken(rows, book))).toEqual(['pc']);
  expect(markTaken(rows, undefined)).toBe(rows);
});

test('registers that the plan changes are marked and found, and all others stay the very same rows', () => {
  const edit: Edit = { id: registerId(0x6030_0000_0013_c020n), vcpu: null, mask: 1n, from: 1n, to: 0n };
  const marked = markStaged(rows, [edit]);
  expect(filterRows(marked, { ...all, conditions: ['staged'] }).map(({ row }) => row.name)).toEqual([
    'ID_AA64PFR0_EL1',
  ]);
  expect(marked.filter((row) => !rows.includes(row))).toHaveLength(1);
  expect(markStaged(rows, [])).toBe(rows);
});
