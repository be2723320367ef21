// What a VM's own registers say, for fields that depend on other registers.
import type { RegisterList, RegisterRow } from '@regscope/contract';
import { hex, knownOf, fromHex, type Catalogue, type Known } from '@regscope/registers';

/** By the values that one vCPU holds. */
export function knownOfVm(catalogue: Catalogue, { list, vcpu }: { list: RegisterList; vcpu: number }): Known {
  const rows = rowsOf(list);
  return knownOf(catalogue, (name) => {
    const id = catalogue.find(name);
    const value = id === undefined ? undefined : rows.get(hex(id))?.values[vcpu];
    return value === null || value === undefined ? undefined : fromHex(value);
  });
}

const kept = new WeakMap<RegisterList, ReadonlyMap<string, RegisterRow>>();

function rowsOf(list: RegisterList): ReadonlyMap<string, RegisterRow> {
  const rows = kept.get(list) ?? new Map(list.registers.map((row) => [row.id, row]));
  kept.set(list, rows);
  return rows;
}
