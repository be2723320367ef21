// What was told of each register beside what a real kernel made of it.
import type { TrialAnswer, WireFinding, WireVerdict } from '@regscope/contract';

/** `open`: nothing was told, or it is a rule of the program and no kernel can say. */
export type Agreement = 'same' | 'otherwise' | 'open';
export type ToldAndTried = { id: string; name: string; told: string; tried: string; agree: Agreement };

type Outcome =
  | { kind: 'taken' }
  | { kind: 'refused'; errno: string }
  | { kind: 'changed'; got: string | null }
  | { kind: 'open'; because: string };

/** Registers of which either side says anything; those on which they do not agree come first. */
export function toldAndTried({ verdict, findings }: WireVerdict, trial: TrialAnswer): ToldAndTried[] {
  const otherwise: Outcome = verdict === 'unknown' ? untold : taken;
  const [told, tried] = [toldOf(findings), triedOf(trial)];
  const ids = new Set([...told.keys(), ...tried.keys()]);
  const rows = [...ids].map((id) => {
    const [mine, real] = [told.get(id), tried.get(id)];
    const [first, second] = [mine?.outcome ?? otherwise, real?.outcome ?? taken];
    const name = mine?.name ?? real?.name ?? id;
    return { id, name, told: words(first), tried: words(second), agree: agreement(first, second) };
  });
  return rows.toSorted((a, b) => ranks[a.agree] - ranks[b.agree]);
}

const taken: Outcome = { kind: 'taken' };
const untold: Outcome = { kind: 'open', because: 'no forecast' };
const ranks = { otherwise: 0, open: 1, same: 2 } as const satisfies Record<Agreement, number>;

type Outcomes = Map<string, { name: string; outcome: Outcome }>;

function toldOf(findings: readonly WireFinding[]): Outcomes {
  const outcomes: Outcomes = new Map();
  for (const one of findings) {
    // What the VM does not hold is not written: it keeps what a fresh VM has.
    if (one.kind === 'default') continue;
    const before = outcomes.get(one.id)?.outcome;
    if (before === undefined || before.kind === 'changed')
      outcomes.set(one.id, { name: one.name, outcome: toldOutcome(one) });
  }
  return outcomes;
}

function toldOutcome({ kind, errno, got, because, weight }: WireFinding): Outcome {
  if (kind === 'untested') return { kind: 'open', because };
  if (errno !== null) return { kind: 'refused', errno };
  return weight === 'stops' ? { kind: 'open', because } : { kind: 'changed', got };
}

function triedOf({ failed, already, changed, hidden }: TrialAnswer): Outcomes {
  const refused = [...failed, ...already].map((one) => [one, { kind: 'refused', errno: one.errno }] as const);
  const stored = changed.map((one) => [one, { kind: 'changed', got: one.got }] as const);
  const unread = hidden.map((one) => [one, { kind: 'changed', got: null }] as const);
  return new Map([...refused, ...stored, ...unread].map(([{ id, name }, outcome]) => [id, { name, outcome }]));
}

function agreement(told: Outcome, tried: Outcome): Agreement {
  if (told.kind === 'open') return 'open';
  if (told.kind === 'refused' && tried.kind === 'refused') return told.errno === tried.errno ? 'same' : 'otherwise';
  if (told.kind === 'changed' && tried.kind === 'changed') return told.got === tried.got ? 'same' : 'otherwise';
  return told.kind === tried.kind ? 'same' : 'otherwise';
}

function words(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'taken':
      return 'taken';
    case 'refused':
      return outcome.errno;
    case 'changed':
      return outcome.got === null ? 'not to be read' : `→ ${outcome.got}`;
    case 'open':
    default:
      return outcome.because;
  }
}
