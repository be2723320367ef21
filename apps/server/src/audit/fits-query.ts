import type { AuditQuery, AuditRow } from '@regscope/contract';

type Attempt = Extract<AuditRow, { kind: 'attempt' }>;

/** Host, VM, register and outcome are asked of attempts alone: whoever asks for them wants no other rows. */
export function fitsQuery(row: AuditRow, query: Omit<AuditQuery, 'limit' | 'before'>): boolean {
  if (query.kind !== undefined && row.kind !== query.kind) return false;
  if (query.who !== undefined && (row.kind === 'opened' || row.who.name !== query.who)) return false;
  const { host, vm, register, outcome } = query;
  if (row.kind !== 'attempt') return [host, vm, register, outcome].every((one) => one === undefined);
  return (
    (host === undefined || row.host === host) &&
    (vm === undefined || row.vm === vm) &&
    (outcome === undefined || row.result?.outcome === outcome) &&
    (register === undefined || wrote(row, register.toLowerCase()))
  );
}

function wrote({ writes }: Attempt, register: string): boolean {
  return writes.some(({ id, name }) => id === register || name.toLowerCase() === register);
}
