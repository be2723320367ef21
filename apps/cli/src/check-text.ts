// A verdict for the terminal: the answer, what stops it and what to do, the way back, and what it says nothing of.
import type { RoundTripAnswer, WireFinding, WireVerdict } from '@regscope/contract';
import { namesText } from './names-text.ts';
import { table } from './output.ts';

export function checkText(answer: RoundTripAnswer): string {
  const { from, to, there, back, after, vmm, version, limits } = answer;
  const by = version === null ? vmm : `${vmm} ${version}`;
  return [
    `${from.name} → ${to.name}, by the rules of ${by}: ${wordsOf(there)}`,
    ...aboutProbe(answer),
    ...wayText(there),
    '',
    back === null ? 'and back: it does not get there' : `and back: ${wordsOf(back)}`,
    ...(back === null ? [] : wayText(back)),
    ...(after === null ? [] : afterText(answer, after)),
    '',
    'registers only; not looked at:',
    ...limits.map((one) => `  ${one}`),
  ].join('\n');
}

function afterText({ assignments }: RoundTripAnswer, after: NonNullable<RoundTripAnswer['after']>): string[] {
  const back = after.back === null ? 'does not get there' : wordsOf(after.back);
  return [
    '',
    'changed before its first run (regscope edit), so far as that helps',
    ...assignments.map((one) => `  ${one}`),
    `  it then ${wordsOf(after.there)}; and back: ${back}`,
  ];
}

const answers = {
  loads: 'loads',
  changed: 'loads, and some registers read otherwise',
  refused: 'would not load',
  unknown: 'nobody knows without a trial',
} as const;

function wordsOf({ verdict, because }: WireVerdict): string {
  return because === '' ? answers[verdict] : `${answers[verdict]}: ${because}`;
}

function aboutProbe({ features, from, to }: RoundTripAnswer): string[] {
  const inferred = features.inferred ? [`  features, as its registers show them: ${features.wanted.join(', ')}`] : [];
  const unprobed = [from, to]
    .filter(({ probed }) => probed === null)
    .map(({ name }) => `  ${name}: what its host takes was not recorded`);
  return [...inferred, ...unprobed];
}

function wayText({ findings }: WireVerdict): string[] {
  const of = (weight: WireFinding['weight']) => findings.filter((one) => one.weight === weight);
  const [stops, differs, notes] = [of('stops'), of('differs'), of('note')];
  return [
    ...rowsText('what stops it', stops),
    ...rowsText('what reads otherwise', differs),
    ...(notes.length === 0 ? [] : ['', `${notes.length} more of no consequence: most keep what the host has (--json)`]),
  ];
}

/** Those of which the same is to be said come together: what is told once is read. */
function rowsText(title: string, findings: readonly WireFinding[]): string[] {
  if (findings.length === 0) return [];
  const groups = new Map<string, WireFinding[]>();
  for (const one of findings) {
    const key = one.kind === 'absent' ? `${one.errno} ${one.because} ${one.remedy}` : `${one.id} ${one.mask}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return ['', title, table(['register', 'errno', 'value', ''], [...groups.values()].flatMap(groupRows))];
}

function groupRows(group: readonly WireFinding[]): string[][] {
  const [first] = group;
  if (first === undefined) return [];
  const { errno, value, got, because, remedy } = first;
  const isMany = group.length > 1;
  const stored = got === null ? shortText(value) : `${shortText(value)} → ${shortText(got)}`;
  const name = isMany ? `${group.length} registers` : nameOf(first);
  return [
    [name, errno ?? '-', isMany ? '' : stored, because],
    ...(isMany ? namesText(group.map((one) => one.name)).map((line) => ['', '', '', line]) : []),
    ...(remedy === null ? [] : [['', '', '', `→ ${remedy}`]]),
  ];
}

function nameOf({ name, field }: WireFinding): string {
  return field === null ? name : `${name}.${field}`;
}

const MOST_DIGITS = 20;

function shortText(value: string): string {
  return value.length <= MOST_DIGITS ? value : `${value.slice(0, MOST_DIGITS)}…`;
}
