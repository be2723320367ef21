// How it is said what hosts do with a register.
import type { IconName } from '../../../ui/icon.tsx';
import { answerGroups, answerKinds, type AnswerGroup } from './answer-groups.ts';
import type { Taken, TakenBook } from './taken.ts';

type Words = { word: string; icon: IconName };

export const answerWords: Readonly<Record<AnswerGroup['kind'], Words>> = {
  refused: { word: 'refused', icon: 'cross' },
  absent: { word: 'absent', icon: 'dash' },
  changed: { word: 'stored otherwise', icon: 'differs' },
  untested: { word: 'nobody has tried', icon: 'question' },
};

const MOST_NAMED = 4;

/** The chip in full sentences. */
export function takenText(taken: Taken, { hosts }: TakenBook): string {
  if (taken.kind === 'asking') return 'Where it goes is being asked.';
  if (taken.kind === 'unasked') return 'No host can be asked whether it takes this register.';
  const kinds = answerKinds(answerGroups(taken.against, hosts));
  const lines = kinds.map((one) => `${kindText(one)} on ${one.hosts.length}: ${namesText(one.hosts)}`);
  return [`${loadsText(taken)}.`, ...lines].join('\n');
}

export function loadsText({ by, of }: { by: number; of: number }): string {
  if (of === 1) return by === 1 ? 'Loads as it is on the one host' : 'Does not load as it is on the one host';
  if (by === of) return `Loads as it is on all ${of} hosts`;
  return by === 0 ? `Loads as it is on none of ${of} hosts` : `Loads as it is on ${by} of ${of} hosts`;
}

function kindText({ kind, errno }: Pick<AnswerGroup, 'kind' | 'errno'>): string {
  return [answerWords[kind].word, errno].filter((part) => part !== null).join(' ');
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 1 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}
