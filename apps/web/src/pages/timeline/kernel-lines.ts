// The kernels of one CPU in the order of their versions, among the captures that were probed.
import type { CaptureSummary } from '@regscope/contract';
import { compareKernels } from './compare-kernels.ts';

export type KernelLine = { arch: string; cpu: string; captures: readonly CaptureSummary[] };

/** What the address asks for, where it does. */
export type Pair = { from: string; to: string };

/** Only what was probed can be compared. */
export function comparable(captures: readonly CaptureSummary[]): CaptureSummary[] {
  return captures.filter(({ probed }) => probed > 0).toSorted(inOrder);
}

/** A line per CPU, one capture per kernel: the one that ships, unless another is among those looked at. */
export function kernelLines(captures: readonly CaptureSummary[], { from, to }: Partial<Pair>): KernelLine[] {
  const lines = new Map<string, CaptureSummary[]>();
  for (const capture of comparable(captures)) {
    const key = keyOf(capture);
    lines.set(key, [...(lines.get(key) ?? []), capture]);
  }
  return [...lines.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const chosen = all.filter(({ name }) => name === from || name === to);
    return [{ arch: first.arch, cpu: cpuOf(first), captures: onePerKernel(all, chosen) }];
  });
}

export function lineOf(lines: readonly KernelLine[], name: string): KernelLine | undefined {
  return lines.find(({ captures }) => captures.some((capture) => capture.name === name));
}

/** The two newest kernels of the line that has most of them; undefined where no line has two. */
export function defaultPair(lines: readonly KernelLine[]): Pair | undefined {
  const [longest] = lines.toSorted((a, b) => b.captures.length - a.captures.length);
  return longest === undefined ? undefined : newestPair(longest);
}

export function newestPair({ captures }: KernelLine): Pair | undefined {
  const [from, to] = captures.slice(-2);
  return from === undefined || to === undefined ? undefined : { from: from.name, to: to.name };
}

/** The steps from each kernel to the next. */
export function neighbours({ captures }: KernelLine): { from: CaptureSummary; to: CaptureSummary }[] {
  return captures.slice(1).flatMap((to, at) => {
    const from = captures[at];
    return from === undefined ? [] : [{ from, to }];
  });
}

export function cpuOf({ cpu }: Pick<CaptureSummary, 'cpu'>): string {
  return cpu ?? 'CPU not told';
}

/** The last of a kernel stands for it: of those that ship the VM with most in it. */
function onePerKernel(all: readonly CaptureSummary[], chosen: readonly CaptureSummary[]): CaptureSummary[] {
  const kernels = new Map<string, CaptureSummary>();
  const byContent = all.toSorted((a, b) => a.registers - b.registers);
  const ranked = [
    ...byContent.filter(({ kind }) => kind === 'own'),
    ...byContent.filter(({ kind }) => kind === 'shipped'),
  ];
  for (const capture of [...ranked, ...chosen]) kernels.set(capture.kernel, capture);
  const kept = new Set([...kernels.values(), ...chosen]);
  return [...kept].toSorted(inOrder);
}

function inOrder(a: CaptureSummary, b: CaptureSummary): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  if (left !== right) return left.localeCompare(right, 'en');
  return compareKernels(a.kernel, b.kernel) || a.name.localeCompare(b.name, 'en', { numeric: true });
}

function keyOf(capture: CaptureSummary): string {
  return `${capture.arch} ${cpuOf(capture)}`;
}
