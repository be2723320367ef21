import type { PlanReach } from '@regscope/contract';
import { expect, test } from 'vitest';
import { byInterest, reachSums, reachText } from './reach-sums.ts';

function reach(...hosts: [host: string, before: boolean | null, after: boolean | null][]): PlanReach {
  return {
    hosts: hosts.map(([host, before, after]) => ({
      host,
      kernel: '6.12',
      cpu: null,
      before,
      after,
      because: '',
      refused: [],
    })),
  };
}

const some = reach(['same', true, true], ['gained', false, true], ['lost', true, false], ['blind', true, null]);

test('the sums say from how many to how many hosts the VM loads', () => {
  expect(reachSums(some)).toEqual({ before: 3, after: 2, all: 4, unknown: 1 });
  expect(reachText(reachSums(some))).toBe('loads on 3 → 2 of 4 recorded hosts');
  expect(reachText(reachSums(reach(['same', true, true])))).toBe('loads on 1 of 1 recorded hosts');
  expect(reachText(reachSums(reach()))).toBe('no recorded host to compare with');
});

test('what changes is told first, losses before gains', () => {
  expect(byInterest(some).map(({ host }) => host)).toEqual(['lost', 'gained', 'blind', 'same']);
});

const refused = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `0x${n}`, name: `r${n}`, because: '' }));

test('of the hosts that refuse, the one that has least against the VM comes first', () => {
  const { hosts } = reach(['far', false, false], ['near', false, false]);
  const both = hosts.map((host) => ({ ...host, refused: refused(host.host === 'far' ? 9 : 1) }));
  expect(byInterest({ hosts: both }).map(({ host }) => host)).toEqual(['near', 'far']);
});
