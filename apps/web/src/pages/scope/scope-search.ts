// What somebody looks at in the scope view, as it stands in the address.

export const MOST_VCPUS = 512;

/** `n`: for how many vCPUs writing back is worked out. */
export type ScopeSearch = { n?: string };

export function readScopeSearch({ n }: Record<string, unknown>): ScopeSearch {
  const vcpus = vcpusIn(n);
  return vcpus === undefined ? {} : { n: String(vcpus) };
}

/** The number in a text, when there can be so many vCPUs. */
export function vcpusIn(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,4}$/.test(text)) return undefined;
  const vcpus = Number(text);
  return vcpus >= 1 && vcpus <= MOST_VCPUS ? vcpus : undefined;
}
