// What somebody looks at among the features, as it stands in the address: a link shows a colleague the same.
import type { Vm } from '@regscope/contract';
import { addressText, parseAddress, type VmAddress } from '../../api/vm-address.ts';

export type FeaturesSearch = {
  /** The VMs, HOST/VM with commas between them. Left out: those that are chosen by themselves; empty: none. */
  of?: string;
  q?: string;
  has?: '1';
  lacks?: '1';
  unknown?: '1';
  differs?: '1';
};

export type FeatureFlag = 'has' | 'lacks' | 'unknown' | 'differs';

const flags = ['has', 'lacks', 'unknown', 'differs'] as const satisfies readonly FeatureFlag[];

/** More columns than these would not fit beside each other. */
const MOST = 8;

export function readFeaturesSearch(search: Record<string, unknown>): FeaturesSearch {
  const { of, q } = search;
  return {
    ...(typeof of === 'string' ? { of } : {}),
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...Object.fromEntries(flags.filter((flag) => search[flag] === '1').map((flag) => [flag, '1'])),
  };
}

/** The search part of a link to these VMs side by side. */
export function searchOf(vms: readonly VmAddress[]): FeaturesSearch {
  return { of: vms.map(addressText).join(',') };
}

/** The VMs of the address; without any there, some that have FEAT_ names. */
export function chosenVms(of: FeaturesSearch['of'], vms: readonly Vm[]): readonly VmAddress[] {
  if (of === undefined) return byDefault(vms.filter(({ arch }) => arch === 'arm64'));
  return [...new Set(of.split(','))].flatMap(parseAddress);
}

/** The search with a VM added, or taken away when it was there. What was chosen by itself stays chosen. */
export function toggleVm(search: FeaturesSearch, { chosen, vm }: { chosen: readonly VmAddress[]; vm: VmAddress }) {
  const rest = chosen.filter((one) => addressText(one) !== addressText(vm));
  return { ...search, ...searchOf(rest.length === chosen.length ? [...chosen, vm] : rest) };
}

export function toggleFlag(search: FeaturesSearch, flag: FeatureFlag): FeaturesSearch {
  const { [flag]: was, ...rest } = search;
  return was === undefined ? { ...search, [flag]: '1' } : rest;
}

/** The same VMs without any filter. */
export function unfiltered({ of }: FeaturesSearch): FeaturesSearch {
  return of === undefined ? {} : { of };
}

/** What lives comes first; where nothing does, some recordings show what the page is for. */
function byDefault<T extends Pick<Vm, 'kind'>>(vms: readonly T[]): readonly T[] {
  const live = vms.filter(({ kind }) => kind !== 'recorded');
  return live.length > 0 ? live.slice(0, MOST) : vms.slice(0, MOST_RECORDED);
}

const MOST_RECORDED = 4;
