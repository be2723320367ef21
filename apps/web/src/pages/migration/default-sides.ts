// What the page shows to somebody who chose nothing.
import type { CaptureSummary, Vm } from '@regscope/contract';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { MOST_SIDES, sidesIn, type MigrationSearch } from './migration-search.ts';

/** All that there is to choose from. */
export type Known = { vms: readonly Vm[]; captures: readonly CaptureSummary[] };

export type Sides = { sources: VmAddress[]; targets: VmAddress[] };

export function chosenSides(search: MigrationSearch, { captures }: Known): Sides {
  const sources = search.sources === undefined ? probedHosts(captures) : sidesIn(search.sources);
  return { sources, targets: search.targets === undefined ? sources : sidesIn(search.targets) };
}

/** Recordings that say what their host takes, of the architecture whose VMs differ from host to host. */
export function probedHosts(captures: readonly CaptureSummary[]): VmAddress[] {
  return captures
    .filter(({ arch, probed }) => arch === 'arm64' && probed > 0)
    .map(({ name }) => ({ host: name, vm: '1' }))
    .slice(0, MOST_SIDES);
}

export function textsOf(sides: readonly VmAddress[]): string[] {
  return sides.map(addressText);
}
