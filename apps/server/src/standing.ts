// Whose state a register is and what may be done to it, for the wire: the probe's facts and the catalogue's, with the evidence for each.
import { catalogue, catalogueScope, volatileBits } from '@regscope/catalogs';
import {
  factsOf,
  fieldScope,
  mutabilityOf,
  scopeOf,
  scopeQuarrels,
  type RegisterFacts,
  type ScopeClaim,
  type ScopeSources,
} from '@regscope/checks';
import type { RegisterRow } from '@regscope/contract';
import { decodeId, formatRegisterId, hex, isReserved, maskOf, sizeInBytes, type RegisterId } from '@regscope/registers';
import type { Probed, Snapshot } from '@regscope/sources';

export type Standing = Pick<RegisterRow, 'scope' | 'mutability'>;

/** What the VM's own kernel says of scope, where it does. */
export type Told = Pick<Snapshot, 'kernel' | 'scopes'>;

/** For all registers of a VM; what the catalogue says of one is worked out once. */
export function standing(
  probed: Probed | undefined,
  { kernel, scopes }: Told = nothingTold,
): (id: RegisterId) => Standing {
  if (probed === undefined && scopes === null) return unprobed;
  const facts = probed === undefined ? undefined : factsOf(probed.shape);
  const announced = new Map((probed?.announced ?? []).map(({ id, mask }) => [id, mask]));
  const toldOf = (id: RegisterId) => {
    const kind = scopes?.get(id);
    return kind === undefined ? undefined : { kind, kernel };
  };
  return (id) => {
    const text = formatRegisterId(id);
    const found = facts?.get(text);
    const sources = { told: toldOf(id), facts: found, where: probed?.where ?? '', catalogue: catalogueScope(id) };
    return {
      scope: wireScope(id, sources),
      mutability: { ...wireMutability(id, found), announced: announced.get(text) ?? null },
    };
  };
}

function unprobed(id: RegisterId): Standing {
  const known = kept.get(id) ?? {
    scope: wireScope(id, { told: undefined, facts: undefined, where: '', catalogue: catalogueScope(id) }),
    mutability: { ...wireMutability(id, undefined), announced: null },
  };
  if (kept.size < MOST_KEPT) kept.set(id, known);
  return known;
}

const nothingTold: Told = { kernel: '', scopes: null };
const kept = new Map<RegisterId, Standing>();
const MOST_KEPT = 10_000;

function wireScope(id: RegisterId, sources: ScopeSources): RegisterRow['scope'] {
  const scope = scopeOf(sources);
  if (scope.kind === 'unknown') return { kind: 'unknown', evidence: null, because: scope.because, fields: {} };
  const fields = scope.kind === 'mixed' ? fieldScopes(id, sources) : {};
  const quarrels = scopeQuarrels(sources).map(wireClaim);
  return { ...wireClaim(scope), fields, ...(quarrels.length === 0 ? {} : { quarrels }) };
}

function wireClaim({ kind, evidence }: ScopeClaim) {
  return { kind, evidence: evidence.kind, because: evidence.kind === 'catalogue' ? evidence.citation : evidence.where };
}

function fieldScopes(id: RegisterId, sources: ScopeSources): RegisterRow['scope']['fields'] {
  const fields =
    catalogue(decodeId(id).arch)
      .details(id)
      ?.layouts.flatMap((layout) => layout.fields) ?? [];
  const named = fields.filter(({ kind }) => !isReserved(kind));
  return Object.fromEntries(
    named.map(({ name, segs }) => [name, fieldScope(sources, { name, mask: maskOf(segs) }).kind]),
  );
}

function wireMutability(id: RegisterId, facts: RegisterFacts | undefined): Omit<Standing['mutability'], 'announced'> {
  const bits = (sizeInBytes(id) ?? 0) * 8;
  const moving = (facts?.moving ?? 0n) | (volatileBits(id)?.mask ?? 0n);
  return {
    ...mutabilityOf(facts, bits),
    mask: facts === undefined ? null : hex(facts.before),
    maskAfter: facts?.after === undefined ? null : hex(facts.after),
    moving: hex(moving),
  };
}
