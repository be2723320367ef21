// Whose state a register is and what may be done to it, for the wire: the probe's facts and the catalogue's, with the evidence for each.
import { catalogue, catalogueScope, volatileBits } from '@regscope/catalogs';
import { factsOf, fieldScope, mutabilityOf, scopeOf, type RegisterFacts, type ScopeSources } from '@regscope/checks';
import type { RegisterRow } from '@regscope/contract';
import { decodeId, formatRegisterId, hex, isReserved, maskOf, sizeInBytes, type RegisterId } from '@regscope/registers';
import type { Probed } from '@regscope/sources';

export type Standing = Pick<RegisterRow, 'scope' | 'mutability'>;

/** For all registers of a VM; what the catalogue says of one is worked out once. */
export function standing(probed: Probed | undefined): (id: RegisterId) => Standing {
  if (probed === undefined) return unprobed;
  const facts = factsOf(probed.shape);
  const announced = new Map((probed.announced ?? []).map(({ id, mask }) => [id, mask]));
  return (id) => {
    const text = formatRegisterId(id);
    const found = facts.get(text);
    return {
      scope: wireScope(id, { facts: found, where: probed.where, catalogue: catalogueScope(id) }),
      mutability: { ...wireMutability(id, found), announced: announced.get(text) ?? null },
    };
  };
}

function unprobed(id: RegisterId): Standing {
  const known = kept.get(id) ?? {
    scope: wireScope(id, { facts: undefined, where: '', catalogue: catalogueScope(id) }),
    mutability: { ...wireMutability(id, undefined), announced: null },
  };
  if (kept.size < MOST_KEPT) kept.set(id, known);
  return known;
}

const kept = new Map<RegisterId, Standing>();
const MOST_KEPT = 10_000;

function wireScope(id: RegisterId, sources: ScopeSources): RegisterRow['scope'] {
  const scope = scopeOf(sources);
  if (scope.kind === 'unknown') return { kind: 'unknown', evidence: null, because: scope.because, fields: {} };
  const { evidence, kind } = scope;
  const because = evidence.kind === 'probed' ? evidence.where : evidence.citation;
  return { kind, evidence: evidence.kind, because, fields: kind === 'mixed' ? fieldScopes(id, sources) : {} };
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
