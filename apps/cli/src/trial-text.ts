// The answer of `regscope try` as people read it: the verdict, then what the host refused, what it stored otherwise, what it keeps.
import type { TrialAnswer } from '@regscope/contract';
import { namesText } from './names-text.ts';
import { table } from './output.ts';
import { headText } from './trial-head-text.ts';

type Failed = TrialAnswer['failed'][number];
type Changed = TrialAnswer['changed'][number];

export function trialText(answer: TrialAnswer): string {
  const { already, hidden, missing, unwritten } = answer;
  return [
    ...headText(answer),
    ...failedText(answer),
    ...changedText(answer),
    ...listText('taken, and hidden now by the value of an ID register', answer, hidden),
    ...listText('refused, but the register holds the value anyway', answer, already),
    ...valuesText(
      'not in the state, so the host keeps',
      answer,
      missing.map(({ value, ...row }) => ({ ...row, keeps: value })),
    ),
    ...valuesText('without a value in the state, so the host keeps', answer, unwritten),
    '',
    runText(answer),
    'registers only: memory, interrupt controller, pending events (KVM_GET_VCPU_EVENTS), MP state and devices migrate too, and were not tried',
  ].join('\n');
}

/** Registers that the host does not have come together: nothing is to be said of each. */
function failedText(answer: TrialAnswer): string[] {
  const unknown = answer.failed.filter(isUnknown);
  const refused = answer.failed.filter((one) => !isUnknown(one));
  return [
    ...(refused.length === 0
      ? []
      : [
          '',
          'refused',
          table(
            ['register', 'errno', 'wanted', 'host keeps', ''],
            refused.flatMap((one) => failedRows(one, answer)),
          ),
        ]),
    ...listText('refused: no such VM has these registers on this kernel', answer, unknown),
  ];
}

function isUnknown({ errno, listed, keeps }: Failed): boolean {
  return errno === 'ENOENT' && !listed && keeps === null;
}

function failedRows({ name, errno, value, keeps, because, fields, vcpus }: Failed, answer: TrialAnswer): string[][] {
  const why = fields.length === 0 ? because : '';
  return [
    [name + vcpusText(vcpus, answer), errno, shortText(value), keeps === null ? '-' : shortText(keeps), why],
    ...fieldRows(fields),
  ];
}

function changedText(answer: TrialAnswer): string[] {
  if (answer.changed.length === 0) return [];
  const rows = answer.changed.flatMap((one) => changedRows(one, answer));
  return ['', 'taken, and stored otherwise', table(['register', 'wanted', 'stored'], rows)];
}

function changedRows({ name, want, got, fields, vcpus }: Changed, answer: TrialAnswer): string[][] {
  const rows = fieldRows(fields).map(([field = '', , ...values]) => [field, ...values]);
  return [[name + vcpusText(vcpus, answer), shortText(want), shortText(got)], ...rows];
}

function fieldRows(fields: Failed['fields']): string[][] {
  return fields.map(({ name, msb, lsb, want, got, wantMeaning, gotMeaning }) => [
    `  ${name} ${msb === lsb ? `[${msb}]` : `[${msb}:${lsb}]`}`,
    '',
    `${want} ${wantMeaning}`.trim(),
    `${got} ${gotMeaning}`.trim(),
  ]);
}

type Row = { name: string; vcpus: number[] };

function listText(title: string, answer: TrialAnswer, rows: readonly (Row & { errno: string })[]): string[] {
  if (rows.length === 0) return [];
  const errnos = [...new Set(rows.map(({ errno }) => errno))].join(', ');
  return ['', `${title} (${errnos})`, ...namesText(rows.map(({ name, vcpus }) => name + vcpusText(vcpus, answer)))];
}

function valuesText(title: string, answer: TrialAnswer, rows: readonly (Row & { keeps: string | null })[]): string[] {
  if (rows.length === 0) return [];
  const byValue = new Map<string, string[]>();
  for (const { name, vcpus, keeps } of rows) {
    const value = keeps === null ? '-' : shortText(keeps);
    byValue.set(value, [...(byValue.get(value) ?? []), name + vcpusText(vcpus, answer)]);
  }
  const lines = [...byValue].flatMap(([value, names]) => namesText(names, `${value}  `));
  return ['', title, ...lines];
}

/** Nothing where it is so on all of them. */
function vcpusText(vcpus: readonly number[], answer: TrialAnswer): string {
  return vcpus.length === answer.vcpus ? '' : ` (vCPU ${vcpus.join(', ')})`;
}

function runText({ run }: TrialAnswer): string {
  if (run === null) return 'vCPU 0 was not run';
  if ('exitReason' in run) return `vCPU 0 was run once: ${run.exitReason}`;
  if (run.call === 'KVM_RUN' && run.errno === 'EINTR')
    return 'vCPU 0 was run once: the guest was entered, and did not leave by itself within a second';
  return `vCPU 0 could not be run: ${run.call} gave ${run.errno}`;
}

/** A vector register fills a screen. */
function shortText(value: string): string {
  return value.length <= MOST_DIGITS ? value : `${value.slice(0, MOST_DIGITS - 1)}…`;
}

const MOST_DIGITS = 34;
