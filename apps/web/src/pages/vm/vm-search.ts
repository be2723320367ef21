// What somebody looks at in a VM, as it stands in the address: a link shows a colleague the same.
import { formatEdits, parseEdits, vmmNames, type Vmm } from '@regscope/contract';
import type { Edit } from '@regscope/registers';
import { scopeKinds } from '../../components/scope-words.ts';
import type { ScopeKind } from '../../components/writable.ts';
import type { RowCondition, RowFilter } from './filter-rows.ts';
import { isSort, type Sort } from './sort-rows.ts';
import type { AskedHosts } from './taken/use-taken.ts';

export type VmSearch = {
  q?: string;
  /** Classes with commas between them. */
  class?: string;
  /** Scopes with commas between them. */
  scope?: string;
  differs?: '1';
  errors?: '1';
  writable?: '1';
  frozen?: '1';
  /** Not every host takes it. */
  barred?: '1';
  staged?: '1';
  /** Recorded hosts that are asked what they take, with commas between them; left out: all. */
  targets?: string;
  /** By whose rules they would restore the VM; left out: KVM's own. */
  vmm?: Vmm;
  sort?: Sort;
  columns?: 'vcpus';
  /** Id of the register in the panel. */
  reg?: string;
  /** The dialog that captures is open, perhaps because somebody wants the VM probed. */
  capture?: 'values' | 'probe';
  /** Staged changes, as formatEdits writes them. Kept as it came: what cannot be read is said on the page. */
  plan?: string;
  tray?: 'closed' | 'open';
};

export function readVmSearch(search: Record<string, unknown>): VmSearch {
  const { q, class: classes, scope, targets, sort, columns, reg, capture, plan, tray } = search;
  const vmm = vmmNames.find((name) => name === search['vmm'] && name !== 'kvm');
  return {
    ...(isText(q) ? { q } : {}),
    ...(isText(classes) ? { class: classes } : {}),
    ...(scopesOf(scope).length > 0 ? { scope: scopesOf(scope).join(',') } : {}),
    ...Object.fromEntries(conditions.flatMap((one) => (search[one] === '1' ? [[one, '1' as const]] : []))),
    ...(isText(targets) ? { targets } : {}),
    ...(vmm === undefined ? {} : { vmm }),
    ...(isSort(sort) ? { sort } : {}),
    ...(columns === 'vcpus' ? { columns } : {}),
    ...(isText(reg) ? { reg } : {}),
    ...(capture === 'values' || capture === 'probe' ? { capture } : {}),
    ...(isText(plan) ? { plan } : {}),
    ...(tray === 'closed' || tray === 'open' ? { tray } : {}),
  };
}

export function filterOf(search: VmSearch): RowFilter {
  return {
    text: search.q ?? '',
    classes: classesOf(search),
    scopes: scopesOf(search.scope),
    conditions: conditions.filter((one) => search[one] === '1'),
  };
}

export function isFiltered(search: VmSearch): boolean {
  const { q, class: classes, scope } = search;
  return [q, classes, scope, ...conditions.map((one) => search[one])].some((part) => part !== undefined);
}

/** The search without a filter: what is open, who is asked and what is staged stays. */
export function unfiltered({ reg, plan, tray, columns, sort, targets, vmm }: VmSearch): VmSearch {
  return readVmSearch({ reg, plan, tray, columns, sort, targets, vmm });
}

export function askedHosts({ targets, vmm = 'kvm' }: VmSearch): AskedHosts {
  return { targets: targets?.split(','), vmm };
}

export function withHosts(search: VmSearch, { targets, vmm }: AskedHosts): VmSearch {
  return readVmSearch({ ...search, targets: targets?.join(','), vmm });
}

/** The staged changes; undefined for a text that is no plan. */
export function editsIn({ plan }: VmSearch): readonly Edit[] | undefined {
  return parseEdits(plan ?? '');
}

export function withEdits(search: VmSearch, edits: readonly Edit[]): VmSearch {
  const { plan: _, ...rest } = search;
  return edits.length === 0 ? rest : { ...rest, plan: formatEdits(edits) };
}

/** The search with a class added, or taken away when it was there. */
export function toggleClass(search: VmSearch, name: string): VmSearch {
  const classes = classesOf(search);
  const next = classes.includes(name) ? classes.filter((one) => one !== name) : [...classes, name];
  const { class: _, ...rest } = search;
  return next.length === 0 ? rest : { ...rest, class: next.join(',') };
}

/** As toggleClass, for a scope. */
export function toggleScope(search: VmSearch, kind: ScopeKind): VmSearch {
  const scopes = scopesOf(search.scope);
  const next = scopeKinds.filter((one) => scopes.includes(one) !== (one === kind));
  const { scope: _, ...rest } = search;
  return next.length === 0 ? rest : { ...rest, scope: next.join(',') };
}

/** The search with a condition added, or taken away when it was there. */
export function toggleCondition(search: VmSearch, condition: RowCondition): VmSearch {
  const { [condition]: was, ...rest } = search;
  return was === undefined ? { ...search, [condition]: '1' } : rest;
}

const conditions: readonly RowCondition[] = ['differs', 'errors', 'writable', 'frozen', 'barred', 'staged'];

/** Those that there are, in the order of the page. */
function scopesOf(text: unknown): readonly ScopeKind[] {
  const wanted = typeof text === 'string' ? text.split(',') : [];
  return scopeKinds.filter((kind) => wanted.includes(kind));
}

function classesOf(search: VmSearch): readonly string[] {
  return search.class?.split(',') ?? [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
