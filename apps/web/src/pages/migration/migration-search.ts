// What is asked of the Migration page, as it stands in the address: a link shows a colleague the same.
import { addressText, parseAddress, type VmAddress } from '../../api/vm-address.ts';
import { isRuleSet, type RuleSet } from './rule-sets.ts';

export type MigrationSearch = {
  /** HOST/VM with commas between them. Left out: all recorded arm64 hosts that were probed. */
  sources?: string;
  /** Left out: the same as the sources. */
  targets?: string;
  /** By whose rules; left out: KVM's own. */
  vmm?: RuleSet;
  /** Left out: CPU by CPU. */
  order?: 'kernel';
  /** Both of them: one pair is looked at instead of the matrix. */
  from?: string;
  to?: string;
};

export type Pair = { from: VmAddress; to: VmAddress };

/** As many as the server answers at once. */
export const MOST_SIDES = 40;

export function readMigrationSearch(search: Record<string, unknown>): MigrationSearch {
  const { sources, targets, vmm, order, from, to } = search;
  return {
    ...(isText(sources) ? { sources } : {}),
    ...(isText(targets) ? { targets } : {}),
    ...(isRuleSet(vmm) && vmm !== 'kvm' ? { vmm } : {}),
    ...(order === 'kernel' ? { order } : {}),
    ...(isText(from) && isText(to) ? { from, to } : {}),
  };
}

/** Text that names no VM is left out, and so is what stands there twice. */
export function sidesIn(text = ''): VmAddress[] {
  return [...new Set(text.split(','))].flatMap((one) => parseAddress(one.trim())).slice(0, MOST_SIDES);
}

/** Targets that are the sources again are not written down twice. */
export function withSides(search: MigrationSearch, sources: readonly string[], targets: readonly string[]) {
  const { sources: _, targets: __, ...rest } = search;
  const [from, to] = [sources.join(','), targets.join(',')];
  return { ...rest, ...(from === '' ? {} : { sources: from }), ...(to === '' || to === from ? {} : { targets: to }) };
}

export function withRules(search: MigrationSearch, rules: RuleSet): MigrationSearch {
  const { vmm: _, ...rest } = search;
  return rules === 'kvm' ? rest : { ...rest, vmm: rules };
}

/** Undefined where the matrix is meant, or where one of the two names no VM. */
export function pairOf({ from, to }: MigrationSearch): Pair | undefined {
  const [[source], [target]] = [sidesIn(from), sidesIn(to)];
  return source === undefined || target === undefined ? undefined : { from: source, to: target };
}

export function withPair(search: MigrationSearch, { from, to }: Pair): MigrationSearch {
  return { ...search, from: addressText(from), to: addressText(to) };
}

export function withoutPair(search: MigrationSearch): MigrationSearch {
  const { from: _, to: __, ...rest } = search;
  return rest;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
