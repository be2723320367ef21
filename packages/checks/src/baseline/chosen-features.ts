import type { Capture } from '@regscope/captures';

/** What every VMM switches on where it can; anything else is asked for by name. */
const usual = ['psci', 'pmu', 'sve', 'pauth', 'gicv3'] as const;

export type Offering = Pick<Capture, 'host'>;

/** With which features a VM is made that runs on all of these hosts. A host of which that is not known keeps nothing away. */
export function chosenFeatures(hosts: readonly Offering[]): string[] {
  return usual.filter((name) => hosts.every(({ host }) => host.offered === null || host.offered.includes(name)));
}

/** What all of them offer beyond the choice. */
export function otherFeatures(hosts: readonly Offering[], chosen: readonly string[]): string[] {
  const [first, ...rest] = hosts.map(({ host }) => host.offered ?? []);
  return (first ?? []).filter((name) => !chosen.includes(name) && rest.every((offered) => offered.includes(name)));
}
