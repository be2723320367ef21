// The registers that are the whole VM's, in the groups in which people speak of them. Pure.
import type { RegisterRow } from '@regscope/contract';

/** Registers whose claim rests on the same evidence. */
type EvidenceGroup = { scope: RegisterRow['scope']; rows: readonly RegisterRow[] };

export type VmWideGroup = { title: string; count: number; parts: readonly EvidenceGroup[] };

/** Registers of which all or a part is the VM's, by group, and within it by evidence. */
export function vmWideGroups(registers: readonly RegisterRow[]): VmWideGroup[] {
  const shared = registers.filter(({ scope }) => scope.kind === 'vm' || scope.kind === 'mixed');
  return [...grouped(shared, titleOf)].map(([title, rows]) => ({
    title,
    count: rows.length,
    parts: [...grouped(rows, ({ scope }) => `${scope.kind} ${scope.evidence} ${scope.because}`).values()].flatMap(
      (part) => (part[0] === undefined ? [] : [{ scope: part[0].scope, rows: part }]),
    ),
  }));
}

/** The fields that are the VM's of a mixed register. */
export function vmFields({ scope }: RegisterRow): string[] {
  return Object.entries(scope.fields).flatMap(([name, kind]) => (kind === 'vm' ? [name] : []));
}

function titleOf({ id, class: name }: RegisterRow): string {
  if (name === 'sysreg') return sysregTitle(Number.parseInt(id.slice(-4), 16));
  return classTitles[name] ?? name;
}

/** By CRn, with which Arm's manual orders the encodings of system registers (DDI 0487, D22.3). Of CRn 0, CRm 1 to 7 is the ID space. */
function sysregTitle(encoding: number): string {
  const [op1, crn, crm] = [(encoding >> 11) & 7, (encoding >> 7) & 15, (encoding >> 3) & 15];
  if (crn === 0) return op1 === 0 && crm > 0 ? 'ID registers' : 'Identity of the CPU';
  return crnTitles[crn] ?? 'Other system registers';
}

const crnTitles: Readonly<Record<number, string>> = { 9: 'PMU', 14: 'Counters' };

const classTitles: Readonly<Record<string, string>> = {
  fw: 'Firmware',
  'fw-feat-bmap': 'Firmware',
  msr: 'MSRs',
};

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
