import type { CaptureSummary } from '@regscope/contract';
import type { CapturesSearch } from './captures-search.ts';

/** The captures in which every word of the text is found, of the architecture that is asked for. */
export function filterCaptures(captures: readonly CaptureSummary[], { q = '', arch }: CapturesSearch) {
  const words = q.toLowerCase().split(/\s+/);
  return captures.filter(
    (capture) => (arch === undefined || capture.arch === arch) && words.every((word) => textOf(capture).includes(word)),
  );
}

/** How many there are of each architecture. */
export function countByArch(captures: readonly CaptureSummary[]): [arch: string, count: number][] {
  const archs = [...new Set(captures.map(({ arch }) => arch))].toSorted();
  return archs.map((arch) => [arch, captures.filter((capture) => capture.arch === arch).length]);
}

function textOf({ name, host, kernel, cpu, arch, features, probed, kind, imported }: CaptureSummary): string {
  const words = [
    name,
    host,
    kernel,
    cpu ?? '',
    arch,
    ...(features ?? []),
    probed > 0 ? 'probed' : '',
    kindWords[kind],
    imported ?? '',
  ];
  return words.join(' ').toLowerCase();
}

export const kindWords = { shipped: 'shipped', own: 'yours' } as const satisfies Record<CaptureSummary['kind'], string>;
