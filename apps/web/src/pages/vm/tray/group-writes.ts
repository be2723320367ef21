// One KVM_SET_ONE_REG per vCPU is one line on the page where all of them are the same.
import type { PlanOutcome, PlanReport } from '@regscope/contract';
import { formatCount, formatRanges } from '../../../components/format-value.ts';

export type PlannedWrite = PlanReport['writes'][number];
export type DoneWrite = PlanOutcome['writes'][number];
export type Moved = PlanOutcome['moved'][number];

/** `vcpus`: those through which it is written, in their order. */
export type Grouped<T> = { first: T; vcpus: readonly number[] };

export function groupPlanned(writes: readonly PlannedWrite[]): Grouped<PlannedWrite>[] {
  return grouped(writes, ({ id, old, new: to, mask, through }) => [[id, old, to, mask], through]);
}

export function groupDone(writes: readonly DoneWrite[]): Grouped<DoneWrite>[] {
  return grouped(writes, ({ id, old, new: to, did, stored, errno, through }) => [
    [id, old, to, did, stored, errno],
    through,
  ]);
}

export function groupMoved(moved: readonly Moved[]): Grouped<Moved>[] {
  return grouped(moved, ({ id, old, new: to, vcpu }) => [[id, old, to], vcpu]);
}

function grouped<T>(all: readonly T[], told: (one: T) => [key: unknown, vcpu: number]): Grouped<T>[] {
  const groups = new Map<string, { first: T; vcpus: number[] }>();
  for (const one of all) {
    const [same, vcpu] = told(one);
    const key = JSON.stringify(same);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: one, vcpus: [vcpu] });
    else group.vcpus.push(vcpu);
  }
  return [...groups.values()];
}

/** `1 write, seen by all 8 vCPUs`, `8 writes, one per vCPU`, `2 writes, of vCPU 1, 3`. */
export function writesText({ first, vcpus }: Grouped<PlannedWrite>, all: number): string {
  const count = vcpus.length === 1 ? '1 write' : `${formatCount(vcpus.length)} writes`;
  if (first.seenBy === null) return all === 1 ? count : `${count}, seen by all ${all} vCPUs`;
  if (vcpus.length === all && all > 1) return `${count}, one per vCPU`;
  return `${count}, of vCPU ${formatRanges(vcpus.toSorted((a, b) => a - b))}`;
}

/** All that a plan writes, in a few words. */
export function sumText(writes: readonly PlannedWrite[]): string {
  const registers = new Set(writes.map(({ id }) => id)).size;
  const count = writes.length === 1 ? '1 write' : `${formatCount(writes.length)} writes`;
  return registers === writes.length || registers === 1 ? count : `${count} to ${registers} registers`;
}
