// What can be asked of the page from elsewhere on it, such as the palette. Whoever shows the buttons answers.
import { useEffect, useEffectEvent } from 'react';

export type PlanCommand = 'try' | 'apply' | 'discard' | 'copy' | 'export' | 'import';
export type PageCommand = PlanCommand | 'attach';

const commands = new EventTarget();

export function runCommand(command: PageCommand): void {
  commands.dispatchEvent(new CustomEvent('command', { detail: command }));
}

/** Does what is asked, as long as the component is there. */
export function useCommands(deeds: Partial<Record<PageCommand, () => void>>): void {
  const act = useEffectEvent((event: Event) => {
    for (const [command, deed] of Object.entries(deeds))
      if (event instanceof CustomEvent && event.detail === command) deed();
  });
  useEffect(() => {
    commands.addEventListener('command', act);
    return () => commands.removeEventListener('command', act);
  }, []);
}
