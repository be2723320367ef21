// Recorded hosts as somebody looks for them: by architecture and kernel, CPU by CPU.
import type { CaptureSummary } from '@regscope/contract';

export type PickableHost = {
  name: string;
  kernel: string;
  cpu: string;
  arch: string;
  /** Why it cannot be chosen; undefined where it can. */
  because: string | undefined;
};

export type HostGroup = { title: string; hosts: PickableHost[] };

/** What can be chosen comes first; kernels from the newest to the oldest. */
export function groupHosts(captures: readonly CaptureSummary[], text: string): HostGroup[] {
  const words = text.toLowerCase().split(/\s+/);
  const fitting = captures.map(pickable).filter((host) => {
    const all = [host.name, host.kernel, host.cpu, host.arch].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const groups = new Map<string, PickableHost[]>();
  for (const host of fitting.toSorted(inOrder)) {
    const title = `${host.arch} · Linux ${series(host.kernel)}`;
    groups.set(title, [...(groups.get(title) ?? []), host]);
  }
  return [...groups].map(([title, hosts]) => ({ title, hosts }));
}

function pickable({ name, kernel, cpu, arch, probed }: CaptureSummary): PickableHost {
  return { name, kernel, cpu: shortCpu(cpu), arch, because: whyNot(arch, probed) };
}

function whyNot(arch: string, probed: number): string | undefined {
  if (arch !== 'arm64') return `Baselines are of ID registers, which ${arch} does not have.`;
  return probed === 0 ? 'It was captured without probing: what it takes is not known.' : undefined;
}

function inOrder(a: PickableHost, b: PickableHost): number {
  const rank = (host: PickableHost) => (host.arch === 'arm64' ? 0 : 1);
  return rank(a) - rank(b) || newestFirst.compare(b.kernel, a.kernel) || newestFirst.compare(a.name, b.name);
}

const newestFirst = new Intl.Collator('en', { numeric: true });

/** `7.3` of `7.3.4+deb13-cloud-arm64`. */
function series(kernel: string): string {
  return /^\d+\.\d+/.exec(kernel)?.[0] ?? kernel;
}

/** `max` of `max (QEMU, emulated)`. */
function shortCpu(cpu: string | null): string {
  return cpu === null ? 'CPU unknown' : cpu.replace(/ \(.*\)$/, '');
}
