import { expect, test } from 'vitest';
import { missingFor, versionGap } from './version-gap.ts';

const version = { version: 'Armv8.2-A', next: 'Armv8.3-A', lacks: [], unread: [], untold: [] };

test('what the next version lacks is said in one line', () => {
  const short = { ...version, lacks: ['FEAT_JSCVT', 'not FEAT_X'], unread: ['FEAT_LRCPC'] };
  expect(versionGap(short)).toBe('Armv8.3-A lacks FEAT_JSCVT, not FEAT_X and cannot be told without FEAT_LRCPC');
  expect(missingFor(short)).toEqual(['FEAT_JSCVT', 'FEAT_X', 'FEAT_LRCPC']);
});

test('the highest version there is lacks nothing', () => {
  expect(versionGap({ ...version, next: null })).toBe('');
  expect(missingFor({ ...version, next: null, lacks: ['FEAT_JSCVT'] })).toEqual([]);
});
