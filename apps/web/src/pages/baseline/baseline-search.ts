// Which hosts a baseline is to suit, as it stands in the address: a link shows a colleague the same.
export type BaselineSearch = {
  /** Names of recorded hosts, with commas between them. */
  hosts?: string;
  /** What VMs are made with, with commas between them. Left out: the usual features that all of the hosts offer. */
  features?: string;
  q?: string;
  /** Also registers in which the hosts are the same. */
  all?: '1';
};

/** As many as the server asks at once. */
export const MOST_HOSTS = 64;

export function readBaselineSearch({ hosts, features, q, all }: Record<string, unknown>): BaselineSearch {
  return {
    ...(typeof hosts === 'string' && hosts !== '' ? { hosts } : {}),
    ...(typeof features === 'string' ? { features } : {}),
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(all === '1' ? { all } : {}),
  };
}

export function hostsOf({ hosts = '' }: BaselineSearch): string[] {
  return [...new Set(hosts.split(','))].filter((name) => name !== '').slice(0, MOST_HOSTS);
}

export function featuresOf({ features }: BaselineSearch): string[] | undefined {
  return features?.split(',').filter((name) => name !== '');
}

export function withHosts(search: BaselineSearch, names: readonly string[]): BaselineSearch {
  const { hosts: _, ...rest } = search;
  return names.length === 0 ? rest : { ...rest, hosts: names.join(',') };
}

/** Undefined leaves the choice to the hosts again. */
export function withFeatures(search: BaselineSearch, names: readonly string[] | undefined): BaselineSearch {
  const { features: _, ...rest } = search;
  return names === undefined ? rest : { ...rest, features: names.join(',') };
}

export function toggleHost(search: BaselineSearch, name: string): BaselineSearch {
  const chosen = hostsOf(search);
  return withHosts(search, chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
}
