import type { BaselineHost } from './baseline-host.ts';

/** What every VMM switches on where it can; anything else is asked for by name. */
const usual = ['psci', 'pmu', 'sve', 'pauth', 'gicv3'] as const;

/** With which features a VM is made that runs on all of these hosts. A host of which that is not known keeps nothing away. */
export function chosenFeatures(hosts: readonly Pick<BaselineHost, 'host'>[]): string[] {
  return usual.filter((name) => hosts.every(({ host }) => host.offered === null || host.offered.includes(name)));
}

/** What all of them offer beyond the choice. */
export function otherFeatures(hosts: readonly Pick<BaselineHost, 'host'>[], chosen: readonly string[]): string[] {
  const [first, ...rest] = hosts.map(({ host }) => host.offered ?? []);
  return (first ?? []).filter((name) => !chosen.includes(name) && rest.every((offered) => offered.includes(name)));
}

/** All choices of features that a baseline of the hosts asks them about: with each host left out, and with each feature more. */
export function choicesOf(hosts: readonly Pick<BaselineHost, 'host'>[], features?: readonly string[]): string[][] {
  const chosen = features === undefined ? chosenFeatures(hosts) : [...features];
  const without =
    features === undefined ? hosts.map((left) => chosenFeatures(hosts.filter((one) => one !== left))) : [];
  const more = otherFeatures(hosts, chosen).map((feature) => [...chosen, feature]);
  const own = hosts.map((host) => chosenFeatures([host]));
  const all = [chosen, ...without, ...more, ...own].map((one) => [one.toSorted().join(), one] as const);
  return [...new Map(all).values()];
}
