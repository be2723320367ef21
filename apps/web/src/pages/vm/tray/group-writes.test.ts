import { expect, test } from 'vitest';
import { groupMoved, groupPlanned, sumText, writesText, type PlannedWrite } from './group-writes.ts';

function write(through: number, more: Partial<PlannedWrite> = {}): PlannedWrite {
  return {
    id: '0x603000000013c030',
    name: 'ID_AA64ISAR0_EL1',
    class: 'sysreg',
    size: 8,
    scope: { kind: 'vcpu', evidence: null, because: '', fields: {} },
    through,
    seenBy: through,
    mask: '0xf0',
    old: '0x20',
    new: '0x0',
    fields: [],
    ...more,
  };
}

const texts = (writes: readonly PlannedWrite[], all: number) =>
  groupPlanned(writes).map((group) => writesText(group, all));

test('what the VM has once is one write that all see', () => {
  expect(texts([write(0, { seenBy: null })], 8)).toEqual(['1 write, seen by all 8 vCPUs']);
  expect(texts([write(0, { seenBy: null })], 1)).toEqual(['1 write']);
});

test('the same write for every vCPU is one line that counts them', () => {
  expect(
    texts(
      [0, 1, 2, 3].map((vcpu) => write(vcpu)),
      4,
    ),
  ).toEqual(['4 writes, one per vCPU']);
});

test('writes of some vCPUs name them, and those that differ stand apart', () => {
  const writes = [write(3), write(1), write(2, { old: '0x10' })];
  expect(texts(writes, 4)).toEqual(['2 writes, of vCPU 1, 3', '1 write, of vCPU 2']);
});

test('the sum counts writes, and registers where these are others', () => {
  expect(sumText([write(0)])).toBe('1 write');
  expect(sumText([write(0), write(1)])).toBe('2 writes');
  expect(sumText([write(0), write(1), write(0, { id: '0x1' })])).toBe('3 writes to 2 registers');
});

test('a register that moved alike on several vCPUs is told once', () => {
  const gone = { id: '0x1', name: 'TCR2_EL1', old: '0x0', new: null };
  const moved = [
    { ...gone, vcpu: 0 },
    { ...gone, vcpu: 1 },
    { ...gone, vcpu: 2, old: '0x1' },
  ];
  expect(groupMoved(moved).map(({ vcpus }) => vcpus)).toEqual([[0, 1], [2]]);
});
