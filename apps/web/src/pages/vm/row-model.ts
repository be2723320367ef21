// What the table needs to know of a register beyond the wire, worked out once per reading.
import type { RegisterRow, Vm } from '@regscope/contract';
import { formatRegisterId, type Edit } from '@regscope/registers';
import { groupVcpus, type VcpuGroup } from '../../components/group-vcpus.ts';
import { asking, type Taken, type TakenBook } from './taken/taken.ts';
import { writableNow, type ScopeKind, type Writable } from '../../components/writable.ts';

export type TableRow = {
  row: RegisterRow;
  /** Answers of the vCPUs, equal ones together; one group when all agree. */
  groups: readonly VcpuGroup[];
  hasError: boolean;
  /** What can be changed of it in the VM's phase. */
  writable: Writable;
  /** The plan changes something of it. */
  isStaged: boolean;
  /** Which of the hosts in question would take it. */
  taken: Taken;
  /** Name, title, id, class and encodings in lower case: what a text filter looks at first. */
  haystack: string;
};

export function tableRows(registers: readonly RegisterRow[], phase: Vm['phase']): TableRow[] {
  return registers.map((row) => {
    const groups = groupVcpus(row);
    const hasError = groups.some(({ outcome }) => outcome.kind !== 'value');
    return {
      row,
      groups,
      hasError,
      writable: writableNow(row.mutability, phase),
      isStaged: false,
      taken: asking,
      haystack: haystackOf(row),
    };
  });
}

/** The rows with those marked that a plan changes; all others are the same objects as before, and are not drawn again. */
export function markStaged(rows: readonly TableRow[], edits: readonly Edit[]): readonly TableRow[] {
  if (edits.length === 0) return rows;
  const ids = new Set(edits.map(({ id }) => formatRegisterId(id)));
  return rows.map((row) => (ids.has(row.row.id) ? { ...row, isStaged: true } : row));
}

/** The rows with what the hosts say of them, once they have said it. */
export function markTaken(rows: readonly TableRow[], book: TakenBook | undefined): readonly TableRow[] {
  return book === undefined ? rows : rows.map((row) => ({ ...row, taken: book.find(row.row.id) }));
}

export function isDiffering({ groups }: TableRow): boolean {
  return groups.length > 1;
}

/** Registers per class, in the order in which the classes first appear. */
export function countClasses(rows: readonly TableRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { row } of rows) counts.set(row.class, (counts.get(row.class) ?? 0) + 1);
  return counts;
}

export function countScopes(rows: readonly TableRow[]): ReadonlyMap<ScopeKind, number> {
  const counts = new Map<ScopeKind, number>();
  for (const { row } of rows) counts.set(row.scope.kind, (counts.get(row.scope.kind) ?? 0) + 1);
  return counts;
}

function haystackOf({ name, title, id, class: className }: RegisterRow): string {
  return `${name} ${title} ${id} ${className}${encodings(id, className)}`.toLowerCase();
}

/** Both spellings of a system register's encoding, straight from the low 16 bits: a decodeId per row would take ten times as long. */
function encodings(id: string, className: string): string {
  if (className !== 'sysreg') return '';
  const low = Number.parseInt(id.slice(-4), 16);
  const [op0, op1, crn, crm, op2] = [low >> 14, (low >> 11) & 7, (low >> 7) & 15, (low >> 3) & 15, low & 7];
  return ` ${op0},${op1},${crn},${crm},${op2} s${op0}_${op1}_c${crn}_c${crm}_${op2}`;
}
