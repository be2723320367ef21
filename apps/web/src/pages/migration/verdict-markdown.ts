// A verdict for a ticket: whoever reads it there has no page at hand.
import type { RoundTripAnswer, WireFinding, WireVerdict } from '@regscope/contract';
import { answerWords, noWayBack } from './cell-words.ts';
import { findingName, groupFindings, weights, type FindingGroup } from './group-findings.ts';
import { sideWords } from './side-words.ts';

export function verdictMarkdown(answer: RoundTripAnswer): string {
  const { from, to, there, back, after, amend, assignments, vmm, version, limits } = answer;
  const afterwards =
    after === null ? [] : ['', `After them it ${wordsOf(after.there)}; and back: ${wordsOf(after.back)}.`];
  return [
    `# ${from.name} → ${to.name}: ${answerWords[there.verdict]}`,
    '',
    `${sideWords(from)} → ${sideWords(to)}, by the rules of ${version === null ? vmm : `${vmm} ${version}`}.`,
    ...wayLines(`There: ${answerWords[there.verdict]}`, there),
    ...wayLines(`And back: ${back === null ? noWayBack(there) : answerWords[back.verdict]}`, back),
    ...(amend.length === 0
      ? []
      : ['', '## Changes before the first run', '', '```', editCommand(from.name, assignments), '```', ...afterwards]),
    '',
    '## Registers only',
    '',
    'Not looked at:',
    '',
    ...limits.map((one) => `- ${one}`),
    '',
  ].join('\n');
}

/** As it is typed into a shell. */
export function editCommand(vm: string, assignments: readonly string[]): string {
  return `regscope edit ${vm} ${assignments.join(' ')}`;
}

function wordsOf(verdict: WireVerdict | null): string {
  return verdict === null ? 'it does not get there' : answerWords[verdict.verdict];
}

function wayLines(title: string, verdict: WireVerdict | null): string[] {
  const head = ['', `## ${title}`];
  if (verdict === null) return head;
  const because = verdict.because === '' ? [] : ['', verdict.because];
  const tables = weights.flatMap((one) => tableLines(one.title, groupFindings(verdict.findings, one.weight)));
  return [...head, ...because, ...tables];
}

function tableLines(title: string, groups: readonly FindingGroup[]): string[] {
  if (groups.length === 0) return [];
  const rows = groups.map(({ findings }) => {
    const [first] = findings;
    const cells = [findings.map(findingName).join(', '), first.errno ?? '–', valueText(findings), whyText(first)];
    return line([...cells, first.evidence]);
  });
  return [
    '',
    `### ${title}`,
    '',
    line(['Register', 'Errno', 'Value', 'Why', 'Known from']),
    '|---|---|---|---|---|',
    ...rows,
  ];
}

function valueText([first, ...more]: FindingGroup['findings']): string {
  if (more.length > 0) return '';
  return first.got === null || first.got === first.value ? first.value : `${first.value} → ${first.got}`;
}

function whyText({ because, remedy }: WireFinding): string {
  return remedy === null ? because : `${because}; → ${remedy}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
}
