// How many registers are whose, and what it costs to write them back. Pure.
import type { RegisterRow } from '@regscope/contract';
import { scopeKinds } from '../../components/scope-words.ts';
import type { ScopeKind } from '../../components/writable.ts';

export type ScopeCount = { kind: ScopeKind; count: number; kernel: number; probed: number; catalogue: number };

export type ClassCount = { name: string; total: number; of: ReadonlyMap<ScopeKind, number> };

type Scoped = Pick<RegisterRow, 'class' | 'scope'>;

/** One count per scope, also of those that no register has. */
export function countScopes(registers: readonly Scoped[]): ScopeCount[] {
  return scopeKinds.map((kind) => {
    const of = registers.filter(({ scope }) => scope.kind === kind);
    const resting = (evidence: string) => of.filter(({ scope }) => scope.evidence === evidence).length;
    return {
      kind,
      count: of.length,
      kernel: resting('kernel'),
      probed: resting('probed'),
      catalogue: resting('catalogue'),
    };
  });
}

/** Those of which other evidence claims what cannot be true as well. */
export function quarrelling<T extends Pick<RegisterRow, 'scope'>>(registers: readonly T[]): T[] {
  return registers.filter(({ scope }) => scope.quarrels !== undefined);
}

/** In the order in which the classes first appear. */
export function countByClass(registers: readonly Scoped[]): ClassCount[] {
  const names = [...new Set(registers.map((row) => row.class))];
  return names.map((name) => {
    const of = registers.filter((row) => row.class === name);
    return { name, total: of.length, of: new Map(countScopes(of).map(({ kind, count }) => [kind, count])) };
  });
}

export type RestoreCost = {
  vcpus: number;
  /** Writes when every register goes through every vCPU. */
  unaware: number;
  /** Writes when the VM's registers go once and the host's not at all. A mixed or unknown one still goes through every vCPU. */
  aware: number;
  saved: number;
  /** Of the unaware writes, 0 to 100. */
  percent: number;
};

export function restoreCost(counts: readonly ScopeCount[], vcpus: number): RestoreCost {
  const unaware = sum(counts, () => vcpus);
  const aware = sum(counts, ({ kind }) => (kind === 'host' ? 0 : kind === 'vm' ? 1 : vcpus));
  const saved = unaware - aware;
  return { vcpus, unaware, aware, saved, percent: unaware === 0 ? 0 : (100 * saved) / unaware };
}

function sum(counts: readonly ScopeCount[], writes: (of: ScopeCount) => number): number {
  return counts.reduce((total, one) => total + one.count * writes(one), 0);
}
