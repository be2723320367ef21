import type { Capture, ProbedShape } from '@regscope/captures';
import { catalogueScope } from '@regscope/catalogs';
import { idFromHex, sizeInBytes } from '@regscope/registers';
import { factsOf, type RegisterFacts } from './facts-of.ts';
import { mutabilityOf, type Mutability } from './mutability-of.ts';
import { scopeOf } from './scope-of.ts';

/** What is not the same of a register on two hosts: who lists it, whose it is, what may be done to it. */
export type Changes = {
  gained: string[];
  lost: string[];
  scope: { id: string; from: string; to: string }[];
  mutability: { id: string; from: Mutability; to: Mutability }[];
  /** Listed by both, and the same in all that was found out. */
  same: number;
};

/**
 * From one probed host to another, by the VMs that were captured there. Undefined where one of them was not probed. Ids are as captures
 * hold them, in the order of the later list.
 */
export function changesBetween(from: Capture, to: Capture): Changes | undefined {
  const [before, after] = [from.probe?.shapes[0], to.probe?.shapes[0]];
  if (before === undefined || after === undefined) return undefined;
  const [old, now] = [new Set(before.listed), new Set(after.listed)];
  const both = after.listed.filter((id) => old.has(id));
  const [known, found] = [standings(before, from), standings(after, to)];
  const scope = both.flatMap((id) => {
    const [a, b] = [known(id).scope, found(id).scope];
    return a === b ? [] : [{ id, from: a, to: b }];
  });
  const mutability = both.flatMap((id) => {
    const [a, b] = [known(id).mutability, found(id).mutability];
    return a.before === b.before && a.after === b.after ? [] : [{ id, from: a, to: b }];
  });
  const changed = new Set([...scope, ...mutability].map(({ id }) => id));
  return {
    gained: after.listed.filter((id) => !old.has(id)),
    lost: before.listed.filter((id) => !now.has(id)),
    scope,
    mutability,
    same: both.length - changed.size,
  };
}

function standings(shape: ProbedShape, { host }: Capture) {
  const facts = factsOf(shape);
  return (id: string) => standing(id, facts.get(id), host.kernel ?? host.name);
}

function standing(text: string, facts: RegisterFacts | undefined, where: string) {
  const id = idFromHex(text);
  return {
    scope: scopeOf({ told: undefined, facts, where, catalogue: catalogueScope(id) }).kind,
    mutability: mutabilityOf(facts, (sizeInBytes(id) ?? 0) * 8),
  };
}
