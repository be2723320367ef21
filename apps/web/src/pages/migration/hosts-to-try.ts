import type { Host } from '@regscope/contract';
import type { Known } from './default-sides.ts';
import type { Pair } from './migration-search.ts';

type Triable = { hosts: string[]; first: string | undefined };

/** Hosts that make VMs, of the right architecture; first the one that the target was recorded on, or is. */
export function hostsToTry(all: readonly Host[], { to }: Pair, { vms, captures }: Known): Triable {
  const recording = captures.find(({ name }) => name === to.host);
  const arch = recording?.arch ?? vms.find(({ host, vm }) => host === to.host && vm === to.vm)?.arch;
  const hosts = all.filter((host) => host.kind !== 'recorded' && host.arch === arch).map(({ name }) => name);
  const wanted = recording?.host ?? to.host;
  return { hosts, first: hosts.find((name) => name === wanted) ?? hosts[0] };
}
