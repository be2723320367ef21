import { hasAnswer, isDiffering, isNamed, type FeatureRow } from '@regscope/contract';
import type { FeaturesSearch } from './features-search.ts';

/** The rows that pass. Answers are alternatives, each found if any VM gives it; text and difference are required besides. */
export function filterFeatures(rows: readonly FeatureRow[], search: FeaturesSearch): readonly FeatureRow[] {
  const { q = '', differs } = search;
  const wanted = answers.filter(([flag]) => search[flag] === '1').map(([, answer]) => answer);
  return rows.filter(
    (row) =>
      (wanted.length === 0 || wanted.some((answer) => hasAnswer(row, answer))) &&
      (differs === undefined || isDiffering(row)) &&
      isNamed(row, q),
  );
}

const answers = [
  ['has', true],
  ['lacks', false],
  ['unknown', null],
] as const;
