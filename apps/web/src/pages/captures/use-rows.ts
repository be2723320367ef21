// The keyboard's place in the table: which capture has the focus, and which is to have it once it is there.
import { useEffect, useRef } from 'react';

export function useRows(names: readonly string[]) {
  const table = useRef<HTMLTableElement>(null);
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    const link = wanted.current === undefined ? undefined : linkIn(table.current, wanted.current);
    if (link === undefined) return;
    wanted.current = undefined;
    link.focus();
  });
  const focused = () => {
    const row = table.current?.contains(document.activeElement) === true && document.activeElement?.closest('tr');
    return row ? row.dataset['name'] : undefined;
  };
  const focus = (name: string | undefined) => {
    const link = name === undefined ? undefined : linkIn(table.current, name);
    wanted.current = link === undefined ? name : undefined;
    link?.focus();
  };
  const step = (by: 1 | -1) => focus(names[nextIndex(names, { from: focused(), by })]);
  return { table, focused, focus, step, neighbour: (name: string) => neighbour(names, name) };
}

function nextIndex(names: readonly string[], { from, by }: { from: string | undefined; by: 1 | -1 }): number {
  if (from === undefined) return 0;
  return Math.max(0, Math.min(names.length - 1, names.indexOf(from) + by));
}

/** Who has the focus when this one is gone. */
function neighbour(names: readonly string[], name: string): string | undefined {
  const at = names.indexOf(name);
  return names[at + 1] ?? names[at - 1];
}

function linkIn(table: HTMLTableElement | null, name: string): HTMLElement | undefined {
  const row = [...(table?.rows ?? [])].find((one) => one.dataset['name'] === name);
  return row?.querySelector<HTMLElement>('th a') ?? undefined;
}
