/** Where a key leads in a list; undefined for keys that do not move. Without a place yet (`at` below 0) the way starts at the top. */
export function stepIndex(
  key: string,
  { at, count, page }: { at: number; count: number; page: number },
): number | undefined {
  const wanted = targets(at, { count, page })[key];
  return wanted === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, wanted));
}

function targets(at: number, { count, page }: { count: number; page: number }): Readonly<Record<string, number>> {
  return {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
}
