// What somebody looks at in a VM, as it stands in the address: a link shows a colleague the same.
import type { RowFilter } from './filter-rows.ts';
import { isSort, type Sort } from './sort-rows.ts';

export type VmSearch = {
  q?: string;
  /** Classes with commas between them. */
  class?: string;
  differs?: '1';
  errors?: '1';
  sort?: Sort;
  columns?: 'vcpus';
  /** Id of the register in the panel. */
  reg?: string;
};

export function readVmSearch(search: Record<string, unknown>): VmSearch {
  const { q, class: classes, differs, errors, sort, columns, reg } = search;
  return {
    ...(isText(q) ? { q } : {}),
    ...(isText(classes) ? { class: classes } : {}),
    ...(differs === '1' ? { differs } : {}),
    ...(errors === '1' ? { errors } : {}),
    ...(isSort(sort) ? { sort } : {}),
    ...(columns === 'vcpus' ? { columns } : {}),
    ...(isText(reg) ? { reg } : {}),
  };
}

export function filterOf(search: VmSearch): RowFilter {
  return {
    text: search.q ?? '',
    classes: classesOf(search),
    differs: search.differs === '1',
    errors: search.errors === '1',
  };
}

export function isFiltered({ q, class: classes, differs, errors }: VmSearch): boolean {
  return [q, classes, differs, errors].some((part) => part !== undefined);
}

/** The search with a class added, or taken away when it was there. */
export function toggleClass(search: VmSearch, name: string): VmSearch {
  const classes = classesOf(search);
  const next = classes.includes(name) ? classes.filter((one) => one !== name) : [...classes, name];
  const { class: _, ...rest } = search;
  return next.length === 0 ? rest : { ...rest, class: next.join(',') };
}

function classesOf(search: VmSearch): readonly string[] {
  return search.class?.split(',') ?? [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
