import { useEffect, useEffectEvent } from 'react';

/** Keys as `event.key` names them, `mod+` for Ctrl or Cmd. */
export type KeyMap = Readonly<Record<string, () => void>>;

/** Listens for keys on the whole page. Plain keys rest while somebody types or a dialog is open; `mod+` keys always work. */
export function useKeys(keys: KeyMap) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const withMod = event.ctrlKey || event.metaKey;
    const act = keys[withMod ? `mod+${event.key.toLowerCase()}` : event.key];
    if (act === undefined || event.altKey || event.defaultPrevented || (!withMod && isTaken(event.target))) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
