// What somebody looks at in the scope view, as it stands in the address.

export const MOST_VCPUS = 512;

/** `n`: for how many vCPUs writing back is worked out. `plan`: what is staged for the VM, carried along for the way back. */
export type ScopeSearch = { n?: string; plan?: string };

export function readScopeSearch(search: Record<string, unknown>): ScopeSearch {
  const vcpus = vcpusIn(search['n']);
  return { ...(vcpus === undefined ? {} : { n: String(vcpus) }), ...planIn(search) };
}

/** What is staged, for a way that leads from the scope of a VM to its registers or back. */
export function planIn({ plan }: Record<string, unknown>): Pick<ScopeSearch, 'plan'> {
  return typeof plan === 'string' && plan !== '' ? { plan } : {};
}

/** The number in a text, when there can be so many vCPUs. */
export function vcpusIn(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,4}$/.test(text)) return undefined;
  const vcpus = Number(text);
  return vcpus >= 1 && vcpus <= MOST_VCPUS ? vcpus : undefined;
}
