// Where VMs of other processes of one host are looked for from: from here, or through the host's agent.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnedHost } from '../owned-host.ts';
import { isThere } from './find-holders.ts';
import { localView } from './local-view.ts';
import type { LookFiles } from './look-files.ts';
import type { ProcStat } from './parse-stat.ts';
import type { ReadExits, ReadStats } from './run-evidence.ts';
import { sentView } from './sent-view.ts';
import type { View } from './view.ts';

export type Lookout = {
  /** Undefined where nothing can be seen now. Never rejects. */
  view: () => Promise<View | undefined>;
  /** Another one when the machine is another one, so that nothing holds any more that was seen; undefined while there is none. */
  machine: () => object | undefined;
  readStats: ReadStats;
  readExits: ReadExits;
};

export function localLookout(host: OwnedHost, files: LookFiles): Lookout {
  const local = localView(files);
  const view = async () => local;
  return { view, machine: () => local, ...readsThrough(host, view) };
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
    ...readsThrough(host, present),
  };
}

/** Between being seen and being read a process may end, and another get its number. */
function readsThrough(host: OwnedHost, present: Lookout['view']): Pick<Lookout, 'readStats' | 'readExits'> {
  const ofSame = async <T>(stat: ProcStat, read: () => Promise<T>): Promise<T> => {
    const found = await read();
    const now = await present();
    if (now === undefined || !isThere(now, stat)) throw new Error('the process ended');
    return found;
  };
  return {
    readStats: async (stat, descriptors) =>
      ofSame(stat, async () => host.withKvm('reading statistics', ({ kvm }) => kvm.stats(stat.pid, descriptors))),
    readExits: async (stat, vcpus) =>
      ofSame(stat, async () => host.withKvm('reading last exits', ({ kvm }) => kvm.exits(stat.pid, vcpus))),
  };
}

const PATIENCE_MS = 2000;
