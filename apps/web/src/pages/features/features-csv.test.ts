import { featureMatrix } from '@regscope/contract';
import { expect, test } from 'vitest';
import { featuresOf } from './features-builder.test-helper.ts';
import { csvFileName, featuresCsv, featuresTabbed } from './features-csv.ts';

const rows = featureMatrix([featuresOf({ FEAT_SVE: true, FEAT_ETE: null }), undefined]);

test('a line per feature, with the answer and the values of each VM; a VM that was not read has empty cells', () => {
  expect(featuresCsv(rows, ['lab/1', 'lab/2'])).toBe(
    [
      'feature,decided by,lab/1,lab/1 values,lab/2,lab/2 values\r\n',
      'FEAT_ETE,ID_AA64PFR0_EL1.ETE,cannot tell,not read,,\r\n',
      'FEAT_SVE,ID_AA64PFR0_EL1.SVE,yes,0x1,,\r\n',
    ].join(''),
  );
});

test('commas, quotes and line ends within a cell do not break the line', () => {
  const [head] = featuresCsv([], ['a,b/1', 'say "x"/2', 'two\nlines/3']).split('\r\n');
  expect(head).toBe(
    'feature,decided by,"a,b/1","a,b/1 values","say ""x""/2","say ""x""/2 values","two\nlines/3","two\nlines/3 values"',
  );
});

test('with tabs a cell never holds one', () => {
  expect(featuresTabbed([], ['a\tb'])).toBe('feature\tdecided by\ta b\ta b values\n');
});

test('the file is named after what it holds, in letters that every file system takes', () => {
  expect(csvFileName(['lab:6.12:max/1'])).toBe('regscope-features-lab-6.12-max-1.csv');
  expect(csvFileName(['lab:6.12:max/1', 'a/2', 'a/3'])).toBe('regscope-features-lab-6.12-max-1-and-2-more.csv');
});
