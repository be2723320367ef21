// A reading remembers what earlier readings said, so that the page can show what changed and what was there before.
import type { RegisterList, RegisterRow } from '@regscope/contract';

/** What a register held before it changed, and between which two readings that was seen. */
export type Earlier = { values: RegisterRow['values']; readAt: string; changedAt: string };

export type Reading = { list: RegisterList; earlier: ReadonlyMap<string, Earlier> };

/** The new reading, with every change that this page has seen since it first read the VM. A restarted server gives old names to new VMs. */
export function nextReading(before: Reading | undefined, list: RegisterList): Reading {
  if (before === undefined || before.list.createdAt !== list.createdAt) return { list, earlier: new Map() };
  const rows = new Map(before.list.registers.map((row) => [row.id, row]));
  const earlier = new Map(before.earlier);
  for (const row of list.registers) {
    const old = rows.get(row.id);
    if (old !== undefined && !sameValues(old, row))
      earlier.set(row.id, { values: old.values, readAt: before.list.readAt, changedAt: list.readAt });
  }
  return { list, earlier };
}

/** `now`: changed by the latest reading; `before`: by an earlier one. */
export function changeOf(reading: Reading, id: string): 'now' | 'before' | undefined {
  const earlier = reading.earlier.get(id);
  if (earlier === undefined) return undefined;
  return earlier.changedAt === reading.list.readAt ? 'now' : 'before';
}

function sameValues(a: RegisterRow, b: RegisterRow): boolean {
  return a.values.length === b.values.length && a.values.every((value, vcpu) => value === b.values[vcpu]);
}
