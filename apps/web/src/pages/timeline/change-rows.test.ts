import type { CaptureChanges } from '@regscope/contract';
import { expect, test } from 'vitest';
import { changeRows, filterChanges } from './change-rows.ts';
import { changesCsv, csvName } from './changes-csv.ts';
import { standingText } from './standing-text.ts';

const changes: CaptureChanges = {
  from: 'a',
  to: 'b',
  gained: [{ id: '0x1', name: 'TCR2_EL1' }],
  lost: [{ id: '0x2', name: 'OLD, "quoted"' }],
  scope: [{ id: '0x3', name: 'MIDR_EL1', from: 'vcpu', to: 'vm' }],
  mutability: [
    {
      id: '0x3',
      name: 'MIDR_EL1',
      from: { before: 'none', after: 'none' },
      to: { before: 'some', after: 'none' },
    },
  ],
  same: 7,
};

const words = (before: string, after: string) => standingText({ before, after });

test('how a register stands is told in words', () => {
  expect([
    words('none', 'none'),
    words('some', 'none'),
    words('all', 'all'),
    words('all', 'some'),
    words('unknown', 'unknown'),
    words('some', 'unknown'),
  ]).toEqual([
    'fixed',
    'some bits writable before start, frozen after',
    'writable',
    'writable before start, some bits writable after',
    'not known',
    'some bits writable before start, not known after',
  ]);
});

test('every change is a row, and a register may have two', () => {
  expect(changeRows(changes).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'appeared 0x1',
    'vanished 0x2',
    'scope 0x3',
    'mutability 0x3',
  ]);
});

test('the text finds names, kinds and words', () => {
  expect(filterChanges(changeRows(changes), 'midr fixed').map(({ kind }) => kind)).toEqual(['mutability']);
  expect(filterChanges(changeRows(changes), '')).toHaveLength(4);
});

test('saved rows keep commas and quotes within their cell', () => {
  expect(changesCsv(changeRows(changes), changes)).toBe(
    [
      'change,register,id,a,b\r\n',
      'appeared,TCR2_EL1,0x1,,listed\r\n',
      'vanished,"OLD, ""quoted""",0x2,listed,\r\n',
      'scope,MIDR_EL1,0x3,vcpu,vm\r\n',
      'mutability,MIDR_EL1,0x3,fixed,"some bits writable before start, frozen after"\r\n',
    ].join(''),
  );
  expect(csvName(changes)).toBe('regscope-timeline-a-to-b.csv');
});
