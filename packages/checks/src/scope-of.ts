import { unreachable, type CatalogueScope, type Evidence, type Scope, type ScopeKind } from '@regscope/registers';
import type { RegisterFacts } from './facts-of.ts';

/**
 * What may be said of a register's scope: what the kernel says itself, else what a probe saw on this very kernel, else what the kernel's
 * source says.
 */
export type ScopeSources = {
  /** Undefined where the kernel says nothing. */
  told: { kind: ScopeKind; kernel: string } | undefined;
  /** Undefined where nothing was probed. */
  facts: RegisterFacts | undefined;
  /** The kernel that was probed. */
  where: string;
  catalogue: CatalogueScope | undefined;
};

export type ScopeClaim = { kind: ScopeKind; evidence: Evidence };

export function scopeOf(sources: ScopeSources): Scope {
  const claims = claimsOf(sources);
  const whole = claims.find((claim) => !isPart(claim, claims));
  return whole ?? { kind: 'unknown', because: 'nothing of it can be changed, and no catalogue knows it' };
}

/** The claims that cannot be true together with the one that `scopeOf` goes by. Nearly always there are none. */
export function scopeQuarrels(sources: ScopeSources): ScopeClaim[] {
  const scope = scopeOf(sources);
  if (scope.kind === 'unknown') return [];
  return claimsOf(sources).filter((claim) => claim.kind !== scope.kind && !isPartOf(claim, scope));
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

/** The best evidence first. */
function claimsOf({ told, facts, where, catalogue }: ScopeSources): ScopeClaim[] {
  const seen = facts === undefined ? undefined : kindOf(facts, ALL);
  return [
    ...(told === undefined ? [] : [claim(told.kind, { kind: 'kernel', where: told.kernel })]),
    ...(seen === undefined ? [] : [claim(seen, { kind: 'probed', where })]),
    ...(catalogue === undefined ? [] : [claim(catalogue.kind, { kind: 'catalogue', citation: catalogue.citation })]),
  ];
}

const claim = (kind: ScopeKind, evidence: Evidence): ScopeClaim => ({ kind, evidence });

/** A register of which only a part can be written tells of that part; another claim that knows of the rest goes before it. */
function isPart(one: ScopeClaim, all: readonly ScopeClaim[]): boolean {
  return all.some((other) => isPartOf(one, other));
}

function isPartOf({ kind, evidence }: ScopeClaim, whole: ScopeClaim): boolean {
  switch (evidence.kind) {
    case 'kernel':
    case 'catalogue':
      return false;
    case 'probed':
      return kind !== 'mixed' && whole.kind === 'mixed';
    default:
      return unreachable(evidence);
  }
}

function kindOf({ vm, vcpu }: RegisterFacts, mask: bigint): ScopeKind | undefined {
  const [shared, own] = [(vm & mask) !== 0n, (vcpu & mask) !== 0n];
  if (shared && own) return 'mixed';
  if (shared) return 'vm';
  return own ? 'vcpu' : undefined;
}
