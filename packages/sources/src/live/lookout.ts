// Where VMs of other processes of one host are looked for from: from here, or through the host's agent.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnedHost } from '../owned-host.ts';
import { isThere } from './find-holders.ts';
import { localView } from './local-view.ts';
import type { LookFiles } from './look-files.ts';
import type { ReadStats } from './run-evidence.ts';
import { sentView } from './sent-view.ts';
import type { View } from './view.ts';

export type Lookout = {
  /** Undefined where nothing can be seen now. Never rejects. */
  view: () => Promise<View | undefined>;
  /** Another one when the machine is another one, so that nothing holds any more that was seen; undefined while there is none. */
  machine: () => object | undefined;
  readStats: ReadStats;
};

export function localLookout(host: OwnedHost, files: LookFiles): Lookout {
  const local = localView(files);
  const view = async () => local;
  return { view, machine: () => local, readStats: statsThrough(host, view) };
}

/** An agent does one thing after the other: who only looks does not wait for a probe, and sees what was last seen. */
export function agentLookout(host: OwnedHost): Lookout {
  let last: { machine: object; view: View } | undefined;
  let pending: Promise<View | undefined> | undefined;
  const look = async (): Promise<View | undefined> => {
    const machine = host.ready;
    if (machine === undefined) return undefined;
    last = { machine, view: sentView(await machine.kvm.look(), new Date()) };
    return last.view;
  };
  const present = () =>
    (pending ??= look()
      .catch(() => undefined)
      .finally(() => (pending = undefined)));
  const before = () => (last?.machine === host.ready ? last?.view : undefined);
  return {
    view: async () => Promise.race([present(), sleep(PATIENCE_MS, undefined, { ref: false }).then(before)]),
    machine: () => host.ready,
    readStats: statsThrough(host, present),
  };
}

/** Between being seen and being read a process may end, and another get its number. */
function statsThrough(host: OwnedHost, present: Lookout['view']): ReadStats {
  return async (stat, descriptors) => {
    const read = await host.withKvm('reading statistics', ({ kvm }) => kvm.stats(stat.pid, descriptors));
    const now = await present();
    if (now === undefined || !isThere(now, stat)) throw new Error('the process ended');
    return read;
  };
}

const PATIENCE_MS = 2000;
