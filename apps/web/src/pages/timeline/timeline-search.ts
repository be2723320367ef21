// Which two captures are compared, and which registers are looked at, as it stands in the address.

export type TimelineSearch = { from?: string; to?: string; q?: string };

export function readTimelineSearch({ from, to, q }: Record<string, unknown>): TimelineSearch {
  return {
    ...(isText(from) ? { from } : {}),
    ...(isText(to) ? { to } : {}),
    ...(isText(q) ? { q } : {}),
  };
}

export function withText(search: TimelineSearch, text: string): TimelineSearch {
  const { q: _, ...rest } = search;
  return text === '' ? rest : { ...rest, q: text };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
