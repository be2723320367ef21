// What can be done with a host in which state. The server guards the same; this only says why before it is tried.
import type { Host } from '@regscope/contract';

/** `because` is missing exactly when it is allowed. */
export type Allowed = { ok: true; because?: undefined } | { ok: false; because: string };

export function hostActions(
  host: Pick<Host, 'state' | 'because' | 'kind'>,
): Record<'start' | 'stop' | 'newVm', Allowed> {
  const when = (states: readonly Host['state'][]): Allowed =>
    states.includes(host.state) ? { ok: true } : { ok: false, because: reason(host) };
  return {
    start: when(['stopped', 'unavailable']),
    stop: when(['ready', 'starting']),
    newVm: host.kind === 'recorded' ? { ok: false, because: 'A recorded host cannot run VMs.' } : when(['ready']),
  };
}

function reason({ state, because }: Pick<Host, 'state' | 'because'>): string {
  return because === '' || because === state ? `The host is ${state}.` : `The host is ${state}: ${because}`;
}
