import type { CaptureChanges, CaptureSummary } from '@regscope/contract';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { neighbours, type KernelLine } from './kernel-lines.ts';

/** From one kernel to the next; `changes` are missing until they are known, or where they cannot be told. */
export type Step = { from: CaptureSummary; to: CaptureSummary; changes: CaptureChanges | undefined };

export function useSteps(line: KernelLine): Step[] {
  const pairs = neighbours(line);
  const cache = useQueryClient();
  const options = pairs.map(({ from, to }) => queries.captureChanges(from.name, to.name));
  // One after the other: the end of a step is the beginning of the next, and the server then opens each capture once.
  const next = options.findIndex(({ queryKey }) => (cache.getQueryState(queryKey)?.status ?? 'pending') === 'pending');
  const results = useQueries({
    queries: options.map((query, at) => ({ ...query, enabled: next === -1 || at <= next })),
  });
  return pairs.map((pair, at) => ({ ...pair, changes: results[at]?.data }));
}
