import type { CaptureChanges } from '@regscope/contract';

export type Standing = CaptureChanges['mutability'][number]['from'];

/** What may be done to a register, in words: before the first run, and what is left of it after. */
export function standingText({ before, after }: Standing): string {
  if (before === 'unknown' && after === 'unknown') return 'not known';
  if (before === after) return wordsOf(before);
  if (after === 'none') return `${wordsOf(before)} before start, frozen after`;
  return `${wordsOf(before)} before start, ${wordsOf(after)} after`;
}

function wordsOf(amount: string): string {
  return words[amount] ?? amount;
}

const words: Readonly<Record<string, string>> = {
  all: 'writable',
  some: 'some bits writable',
  none: 'fixed',
  unknown: 'not known',
};
