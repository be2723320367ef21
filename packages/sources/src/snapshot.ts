import type { VmReading } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';

/** One register over all vCPUs: a value, or why there is none, per vCPU. */
export type RegisterValues = { id: RegisterId; values: (bigint | null)[]; errors: (string | null)[] };

/** What `errors` says where a vCPU does not list a register that another one has. */
const ABSENT = 'absent';

/** Turns readings per vCPU into rows per register. Lists may differ between vCPUs; the order is that of the first vCPU, then of what others add. */
export function registersOf({ vcpus }: VmReading): RegisterValues[] {
  const rows = new Map<RegisterId, RegisterValues>();
  for (const [column, { registers }] of vcpus.entries())
    for (const { id, status, value } of registers) {
      const row = rows.get(id) ?? emptyRow(id, vcpus.length);
      rows.set(id, row);
      row.values[column] = status === null ? value : null;
      row.errors[column] = status;
    }
  return [...rows.values()];
}

function emptyRow(id: RegisterId, vcpus: number): RegisterValues {
  return { id, values: Array.from({ length: vcpus }, () => null), errors: Array.from({ length: vcpus }, () => ABSENT) };
}
