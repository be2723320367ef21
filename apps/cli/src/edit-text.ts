// Plans and what became of them, for a terminal.
import type { PlanOutcome, PlanReach, PlanReport } from '@regscope/contract';
import { table } from './output.ts';

export function planText({ probed, refusals, writes, warnings, follows }: PlanReport, reach: PlanReach | null): string {
  const lines = [
    ...refusals.map(({ name, id, because }) => `refused: ${name === null ? '' : `${name} (${id}): `}${because}`),
    ...writes.flatMap(writeLines),
    ...warnings.map(warningLine),
    ...(probed === null && writes.length > 0
      ? ['nothing was probed on a VM like this one, so nothing is foretold: --try asks the kernel']
      : []),
    ...follows.map(({ name, what, because }) => `follows: ${name} ${what} ${because}`),
    ...(reach === null ? [] : reachLines(reach)),
  ];
  return lines.length === 0 ? 'nothing would change' : lines.join('\n');
}

function warningLine({ name, fields, mask, kind, text }: PlanReport['warnings'][number]): string {
  const where = fields.length === 1 ? `${name}.${fields[0]}` : `${name} ${mask}`;
  return `warning: ${where}, ${kind}: ${text}`;
}

function writeLines({
  name,
  id,
  seenBy,
  through,
  scope,
  old,
  new: now,
  fields,
}: PlanReport['writes'][number]): string[] {
  const who = seenBy === null ? 'written once, seen by all vCPUs' : `of vCPU ${through}`;
  return [
    `${name} (${id}) ${old} → ${now}, ${who} [${scope.kind}${scope.evidence === null ? '' : `, ${scope.evidence}`}]`,
    ...fields.map((field) => `  ${field.name} ${bits(field)} ${field.old} → ${field.new}${meaning(field)}`),
  ];
}

type FieldChange = PlanReport['writes'][number]['fields'][number];

function bits({ msb, lsb }: FieldChange): string {
  return msb === lsb ? `[${msb}]` : `[${msb}:${lsb}]`;
}

function meaning({ oldMeaning, newMeaning }: FieldChange): string {
  return oldMeaning === '' && newMeaning === '' ? '' : `  (${oldMeaning || '?'} → ${newMeaning || '?'})`;
}

function reachLines({ hosts }: PlanReach): string[] {
  const count = (when: 'before' | 'after') => hosts.filter((host) => host[when] === true).length;
  const rows = hosts.filter(({ before, after }) => before !== true || after !== true);
  return [
    `recorded hosts that take these registers: ${count('before')} → ${count('after')} of ${hosts.length} (registers only)`,
    ...rows.map((host) => `  ${host.host}: ${taking(host.before, host.after)}${whyNot(host)}`),
  ];
}

function whyNot({ because, refused }: PlanReach['hosts'][number]): string {
  const named = refused.slice(0, MOST_REASONS).map(({ name, because: why }) => `${name}: ${why}`);
  const more = refused.length - named.length;
  const all = [because, ...named, ...(more > 0 ? [`${more} more (--json has all)`] : [])].filter(Boolean);
  return all.length === 0 ? '' : `: ${all.join('; ')}`;
}

const MOST_REASONS = 5;

function taking(before: boolean | null, after: boolean | null): string {
  return before === after ? words[`${after}`] : `${words[`${before}`]} → ${words[`${after}`]}`;
}

const words = { true: 'loads', false: 'does not load', null: 'cannot be told' };

export function outcomeText({ outcome, message, attempt, writes, moved, notes }: PlanOutcome): string {
  const rows = writes.map(({ name, through, old, new: now, did, errno, stored }) => [
    name,
    String(through),
    old,
    now,
    errno === null ? did : `${did} ${errno}`,
    stored ?? '-',
  ]);
  const others = moved.map(
    ({ name, vcpu, old, new: now }) => `${name} of vCPU ${vcpu}: ${old ?? 'not there'} → ${now ?? 'gone'}`,
  );
  return [
    `${outcome}: ${message}`,
    table(['register', 'through vCPU', 'old', 'wanted', 'what became of it', 'holds'], rows),
    ...(others.length === 0
      ? []
      : [
          `changed with it:\n  ${others.slice(0, MOST_NAMED).join('\n  ')}${others.length > MOST_NAMED ? `\n  and ${others.length - MOST_NAMED} more` : ''}`,
        ]),
    ...notes,
    `attempt ${attempt}`,
  ].join('\n');
}

const MOST_NAMED = 40;
