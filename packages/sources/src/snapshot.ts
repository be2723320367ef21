import type { VcpuReading, VmReading } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';

/** One register over all vCPUs: a value, or why there is none, per vCPU. */
export type RegisterValues = { id: RegisterId; values: (bigint | null)[]; errors: (string | null)[] };

/** What `errors` says where a vCPU does not list a register that another one has. */
const ABSENT = 'absent';

/** Turns readings per vCPU into rows per register. Lists may differ between vCPUs; the order is that of the first vCPU, then of what others add. */
export function registersOf({ vcpus }: VmReading): RegisterValues[] {
  const [first] = vcpus;
  if (first !== undefined && vcpus.every(({ ids }) => ids === first.ids))
    return first.ids.map((id, n) => sharedRow(vcpus, id, n));
  const rows = new Map<RegisterId, RegisterValues>();
  for (const [column, { ids, statuses, values }] of vcpus.entries())
    for (const [n, id] of ids.entries()) {
      const row = rows.get(id) ?? emptyRow(id, vcpus.length);
      rows.set(id, row);
      const status = statuses[n] ?? null;
      row.values[column] = status === null ? (values[n] ?? null) : null;
      row.errors[column] = status;
    }
  return [...rows.values()];
}

/** The row of a register that every vCPU has at the same place of its list. */
function sharedRow(vcpus: readonly VcpuReading[], id: RegisterId, n: number): RegisterValues {
  const errors = vcpus.map(({ statuses }) => statuses[n] ?? null);
  return {
    id,
    errors,
    values: vcpus.map(({ values }, column) => (errors[column] === null ? (values[n] ?? null) : null)),
  };
}

function emptyRow(id: RegisterId, vcpus: number): RegisterValues {
  return { id, values: Array.from({ length: vcpus }, () => null), errors: Array.from({ length: vcpus }, () => ABSENT) };
}
