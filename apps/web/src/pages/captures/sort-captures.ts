import type { CaptureSummary } from '@regscope/contract';
import { compareKernels } from '../timeline/compare-kernels.ts';

type Compare = (a: CaptureSummary, b: CaptureSummary) => number;

const text = (of: (capture: CaptureSummary) => string): Compare => {
  return (a, b) => of(a).localeCompare(of(b), 'en', { numeric: true });
};

const orders = {
  name: text(({ name }) => name),
  host: text(({ host }) => host),
  kernel: (a, b) => compareKernels(a.kernel, b.kernel),
  cpu: text(({ cpu }) => cpu ?? ''),
  arch: text(({ arch }) => arch),
  vcpus: (a, b) => a.vcpus - b.vcpus,
  registers: (a, b) => a.registers - b.registers,
  probed: (a, b) => a.probed - b.probed,
  size: (a, b) => a.bytes - b.bytes,
  made: text(({ madeAt }) => madeAt),
  kind: text(({ kind }) => kind),
} satisfies Record<string, Compare>;

export type CaptureColumn = keyof typeof orders;

/** How the URL says it: the column, with `-` before it for the other direction. */
export type CaptureSort = CaptureColumn | `-${CaptureColumn}`;

export function isCaptureSort(sort: unknown): sort is CaptureSort {
  return typeof sort === 'string' && Object.hasOwn(orders, sort.replace(/^-/, ''));
}

/** In the order asked for; equals stay by name. */
export function sortCaptures(captures: readonly CaptureSummary[], sort: CaptureSort = 'name'): CaptureSummary[] {
  const { column, direction } = sortOf(sort);
  const compare: Compare = orders[column];
  const sign = direction === 'ascending' ? 1 : -1;
  return captures.toSorted((a, b) => sign * compare(a, b) || orders.name(a, b));
}

export function sortOf(sort: CaptureSort): { column: CaptureColumn; direction: 'ascending' | 'descending' } {
  const name = sort.replace(/^-/, '');
  const column = columns.find((one) => one === name) ?? 'name';
  return { column, direction: sort.startsWith('-') ? 'descending' : 'ascending' };
}

/** The next order when the head of a column is pressed: up, then down. */
export function nextSort(sort: CaptureSort, column: CaptureColumn): CaptureSort {
  return sort === column ? `-${column}` : column;
}

const columns: readonly CaptureColumn[] = [
  'name',
  'host',
  'kernel',
  'cpu',
  'arch',
  'vcpus',
  'registers',
  'probed',
  'size',
  'made',
  'kind',
];
