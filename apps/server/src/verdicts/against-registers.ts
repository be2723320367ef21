// The same verdicts, by register: which hosts speak against it.
import type { Finding, Verdict } from '@regscope/checks';
import type { CaptureSummary, RegistersAnswer } from '@regscope/contract';
import { hex, type RegisterId } from '@regscope/registers';
import { sumOf, wireFinding } from './wire-verdict.ts';

type Judged = { summary: CaptureSummary; verdict: Verdict };
type Against = RegistersAnswer['registers'][number]['against'];

export function againstRegisters(judged: readonly Judged[]): Pick<RegistersAnswer, 'targets' | 'registers'> {
  const rows = new Map<RegisterId, Against>();
  for (const [target, { verdict }] of judged.entries())
    for (const finding of verdict.findings) {
      const told = toldOf(finding, target);
      if (told !== undefined) rows.set(finding.id, [...(rows.get(finding.id) ?? []), told]);
    }
  return {
    targets: judged.map(({ summary: { name, kernel, cpu }, verdict }) => ({ name, kernel, cpu, sum: sumOf(verdict) })),
    registers: [...rows].map(([id, against]) => ({ id: hex(id), against })),
  };
}

function toldOf(finding: Finding, target: number): Against[number] | undefined {
  const { kind, weight } = finding;
  if (weight === 'note' || kind === 'default') return undefined;
  const { errno, fields, because, remedy } = wireFinding(finding);
  return { target, kind, errno, fields, because, remedy };
}
