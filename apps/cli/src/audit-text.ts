import type { AuditResult, AuditRow } from '@regscope/contract';
import { table } from './output.ts';

type Attempt = Extract<AuditRow, { kind: 'attempt' }>;
type Written = AuditResult['writes'][number];

/** One line per row, and below an attempt one line per write. */
export function auditText(rows: readonly AuditRow[]): string {
  return table(
    ['when', 'who', 'what', 'about'],
    rows.flatMap((row) => linesOf(row)),
  );
}

function linesOf(row: AuditRow): string[][] {
  const at = row.at.replace('T', ' ').slice(0, 19);
  if (row.kind === 'access') return [[at, whoText(row), row.what, row.about]];
  if (row.kind === 'opened') return [[at, '', 'log', row.because]];
  const became = `${row.action}: ${outcomeWord(row)}`;
  const about = `${row.host}/${row.vm}  ${row.result?.message ?? ''}`;
  return [[at, whoText(row), became, about], ...writeLines(row)];
}

/** Nothing is applied by a trial: the kernel accepts it. */
function outcomeWord({ action, result }: Attempt): string {
  if (result === null) return 'under way';
  return action === 'try' && result.outcome === 'applied' ? 'accepted' : result.outcome;
}

function whoText({ who: { name, role } }: { who: { name: string; role: string } }): string {
  return `${name} (${role})`;
}

function writeLines({ writes, result }: Attempt): string[][] {
  return writes.map((write) => {
    const became = result?.writes.find(({ id, vcpu }) => id === write.id && vcpu === write.vcpu);
    const { name, vcpu, old, new: wanted } = write;
    return ['', '', '', `  ${name} vCPU ${vcpu}: ${old} → ${wanted}${becameText(wanted, became)}`];
  });
}

function becameText(wanted: string, became: Written | undefined): string {
  if (became === undefined) return '';
  const stored = became.stored === null || became.stored === wanted ? '' : `, stored ${became.stored}`;
  return `${stored}${became.errno === null ? '' : `  ${became.errno}`}`;
}
