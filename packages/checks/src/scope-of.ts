import type { CatalogueScope, Scope, ScopeKind } from '@regscope/registers';
import type { RegisterFacts } from './facts-of.ts';

/** What may be said of a register's scope: what a probe saw on this very kernel, else what the kernel's source says. */
export type ScopeSources = {
  /** Undefined where nothing was probed. */
  facts: RegisterFacts | undefined;
  /** The kernel that was probed. */
  where: string;
  catalogue: CatalogueScope | undefined;
};

export function scopeOf({ facts, where, catalogue }: ScopeSources): Scope {
  const found = facts === undefined ? undefined : kindOf(facts, ALL);
  // A register of which only a part can be written tells of that part; the source knows of the rest.
  const isPart = found !== undefined && found !== 'mixed' && catalogue?.kind === 'mixed';
  if (found !== undefined && !isPart) return { kind: found, evidence: { kind: 'probed', where } };
  if (catalogue !== undefined)
    return { kind: catalogue.kind, evidence: { kind: 'catalogue', citation: catalogue.citation } };
  return { kind: 'unknown', because: 'nothing of it can be changed, and no catalogue knows it' };
}

/** The scope of one field. `mask` holds its bits, `name` is the manual's. */
export function fieldScope(sources: ScopeSources, { name, mask }: { name: string; mask: bigint }): Scope {
  const { facts, where, catalogue } = sources;
  const found = facts === undefined ? undefined : kindOf(facts, mask);
  if (found !== undefined) return { kind: found, evidence: { kind: 'probed', where } };
  const kind = catalogue?.fields?.[name] ?? (catalogue?.kind === 'mixed' ? 'vcpu' : catalogue?.kind);
  if (catalogue === undefined || kind === undefined)
    return { kind: 'unknown', because: 'none of its bits can be changed, and no catalogue knows it' };
  return { kind, evidence: { kind: 'catalogue', citation: catalogue.citation } };
}

const ALL = -1n;

function kindOf({ vm, vcpu }: RegisterFacts, mask: bigint): ScopeKind | undefined {
  const [shared, own] = [(vm & mask) !== 0n, (vcpu & mask) !== 0n];
  if (shared && own) return 'mixed';
  if (shared) return 'vm';
  return own ? 'vcpu' : undefined;
}
