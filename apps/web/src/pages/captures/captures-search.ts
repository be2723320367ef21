// What somebody looks at among the captures, as it stands in the address.
import { isCaptureSort, type CaptureSort } from './sort-captures.ts';

export type CapturesSearch = { q?: string; arch?: string; sort?: CaptureSort };

export function readCapturesSearch({ q, arch, sort }: Record<string, unknown>): CapturesSearch {
  return {
    ...(isText(q) ? { q } : {}),
    ...(isText(arch) ? { arch } : {}),
    ...(isCaptureSort(sort) ? { sort } : {}),
  };
}

/** The search with this architecture alone, or with all of them when it was chosen. */
export function toggleArch({ arch: was, ...rest }: CapturesSearch, arch: string): CapturesSearch {
  return was === arch ? rest : { ...rest, arch };
}

export function withText(search: CapturesSearch, text: string): CapturesSearch {
  const { q: _, ...rest } = search;
  return text === '' ? rest : { ...rest, q: text };
}

export function unfiltered({ sort }: CapturesSearch): CapturesSearch {
  return sort === undefined ? {} : { sort };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
