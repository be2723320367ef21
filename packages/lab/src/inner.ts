// The guests inside a lab host, from outside of it: what each writes on its console, and the control of its VMM.
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { consoleOf, innerGuests, monitorOf } from './inner-guests.ts';
import { keepTail } from './keep-tail.ts';
import { openQmp, type Qmp } from './qmp.ts';

export type InnerVm = {
  /** The last of what the guest wrote on its console since the lab host was started, by its boot or from its saved state. */
  readonly said: () => string;
  /** Of its VMM. */
  readonly monitor: Qmp;
};

/** By name. Everything that comes is taken: a VMM whose console nobody reads stops its guest. */
export function openInner(ports: ReadonlyMap<string, Duplex>): ReadonlyMap<string, InnerVm> {
  const found = innerGuests.flatMap(({ name }) => {
    const [console, monitor] = [ports.get(consoleOf(name)), ports.get(monitorOf(name))];
    return console && monitor ? [[name, { said: keepTail([console]), monitor: openQmp(monitor) }] as const] : [];
  });
  return new Map(found);
}

/** Whether every VMM answers and every guest that runs has come to its program, in time. */
export async function innerIsUp(inner: ReadonlyMap<string, InnerVm>, patienceMs: number): Promise<boolean> {
  const late = sleep(patienceMs, false, { ref: false });
  return Promise.race([late, Promise.all([...inner.values()].map(isUp)).then((all) => all.every(Boolean))]);
}

async function isUp({ said, monitor }: InnerVm): Promise<boolean> {
  const answer = await monitor.execute('query-status').catch(() => undefined);
  if (answer === undefined) return false;
  while (answer['running'] === true && !/^clock /m.test(said())) await sleep(20, undefined, { ref: false });
  return true;
}
