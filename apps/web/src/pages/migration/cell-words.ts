// A cell of the matrix in words, for whoever looks at one and for whoever hears it.
import type { MatrixAnswer, VerdictSum } from '@regscope/contract';

export type Cell = MatrixAnswer['cells'][number][number];

export const answerWords = {
  loads: 'loads',
  changed: 'loads, and something reads otherwise',
  refused: 'would not load',
  unknown: 'only a trial tells',
} as const;

/** `would not load: 7 stop it (MIDR_EL1, CLIDR_EL1, CTR_EL0.DIC, …)` */
export function sumWords({ verdict, because, stops, differs, first }: VerdictSum): string {
  const [count, verb] = stops > 0 ? [stops, stopping] : [differs, reading];
  const names = `${first.join(', ')}${count > first.length ? ', …' : ''}`;
  const what = count === 0 ? '' : `${count} ${count === 1 ? verb.one : verb.many} (${names})`;
  const reasons = [because, what].filter((part) => part !== '');
  const answer = verdict === 'changed' && what !== '' ? 'loads' : answerWords[verdict];
  return reasons.length === 0 ? answer : `${answer}: ${reasons.join('; ')}`;
}

const stopping = { one: 'stops it', many: 'stop it' };
const reading = { one: 'reads otherwise', many: 'read otherwise' };

/** Why there is no answer for the way back. */
export function noWayBack({ verdict }: Pick<VerdictSum, 'verdict'>): string {
  return verdict === 'unknown' ? 'not known before it got there' : 'it does not get there';
}

function backWords(back: VerdictSum | null): string {
  return back === null ? 'does not get there' : sumWords(back);
}

/** What the changes before the first run come to; undefined where there are none. */
export function afterWords({ amend, after }: Pick<Cell, 'amend' | 'after'>): string | undefined {
  if (after === null) return undefined;
  const changes = `${amend} ${amend === 1 ? 'change' : 'changes'} before the first run`;
  if (after.there.verdict === 'refused') return `after ${changes} it still ${sumWords(after.there)}`;
  return `after ${changes} it ${sumWords(after.there)}; and back: ${backWords(after.back)}`;
}

export function cellWords(cell: Cell): string {
  const { there, back } = cell;
  const ways = back === null ? sumWords(there) : `${sumWords(there)}; and back: ${sumWords(back)}`;
  const after = afterWords(cell);
  return after === undefined ? ways : `${ways}; ${after}`;
}
