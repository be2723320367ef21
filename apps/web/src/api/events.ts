// Listens to the server's changes and makes the matching queries stale. Owns the connection; knows nothing of pages.
import { paths, type Change } from '@regscope/contract';
import type { QueryClient } from '@tanstack/react-query';
import { queryKeys } from './queries.ts';

/** `lost` only after the connection failed: while it is first made nobody needs to hear of it. */
export type Live = 'connecting' | 'open' | 'lost';

export type LiveEvents = ReturnType<typeof createLiveEvents>;

const RETRY_MS = 2000;

/** `subscribe` and `state` fit useSyncExternalStore; the connection lives as long as somebody is subscribed. */
export function createLiveEvents(cache: QueryClient) {
  const listeners = new Set<() => void>();
  let live: Live = 'connecting';
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const become = (next: Live) => {
    if (live === next) return;
    live = next;
    for (const listener of listeners) listener();
  };
  const connect = () => {
    source = new EventSource(paths.events());
    source.addEventListener('open', () => {
      // What happened while nobody listened is not sent again.
      if (live === 'lost') void cache.invalidateQueries();
      become('open');
    });
    source.addEventListener('message', (message: MessageEvent<string>) => void refresh(cache, message.data));
    source.addEventListener('error', () => {
      become('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      // Refused rather than cut: a session that ended shows itself when a query asks again.
      void cache.invalidateQueries();
      retry = setTimeout(connect, RETRY_MS);
    });
  };
  const disconnect = () => {
    clearTimeout(retry);
    source?.close();
    live = 'connecting';
  };
  return {
    state: () => live,
    subscribe: (listener: () => void) => {
      if (listeners.size === 0) connect();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) disconnect();
      };
    },
  };
}

function refresh(cache: QueryClient, text: string): Promise<unknown> {
  return Promise.all(staleKeys(text).map((queryKey) => cache.invalidateQueries({ queryKey })));
}

/** Which queries a message makes stale; none for what this page does not understand. */
export function staleKeys(text: string): (readonly string[])[] {
  const change = parse(text);
  switch (change?.what) {
    case 'hosts':
      return [queryKeys.hosts()];
    case 'vms':
      return [queryKeys.vms()];
    case 'captures':
      // What was probed is evidence for the registers of every VM like it.
      return [queryKeys.captures(), queryKeys.allRegisters(), queryKeys.verdicts()];
    case 'access':
      return [queryKeys.access()];
    case 'audit':
      return [queryKeys.audit()];
    case 'registers':
      // The VMs as well: that somebody attached to one is told of it there.
      return [queryKeys.registers(change), queryKeys.vms(), queryKeys.comparisons(), queryKeys.verdicts()];
    case undefined:
    default:
      return [];
  }
}

function parse(text: string): Change | undefined {
  try {
    return JSON.parse(text) as Change;
  } catch {
    return undefined;
  }
}
