import type { Catalogue } from './catalogue.ts';
import { evaluate, type Answer, type Condition, type Known } from './condition.ts';
import { knownOf, type ReadByName } from './known-of.ts';

export type ArchitectureVersion = {
  /** `Armv8.5-A`; null where not even the first holds. */
  version: string | null;
  /** The one above it, null for the last. */
  next: string | null;
  /** Features that keep the VM from `next`: `FEAT_X` is missing, `not FEAT_X` is there and must not be. */
  lacks: readonly string[];
  /** As `lacks`, but the registers that would tell were not read. */
  unread: readonly string[];
  /** Mandatory features of `version` that no register ever tells of. */
  untold: readonly string[];
};

/** The highest version of the architecture whose mandatory features are all there (Arm ARM, part A2). */
export function architectureVersion(catalogue: Catalogue, read: ReadByName): ArchitectureVersion {
  const known = knownOf(catalogue, read);
  const order = catalogue.features.versions.toSorted((a, b) => rank(a) - rank(b));
  const gaps = new Map(order.map((version) => [version, gapsOf(catalogue, { version, known })]));
  const gather = (version: string | undefined, kind: keyof Gaps) =>
    unique(below(order, version).flatMap((one) => gaps.get(one)?.[kind] ?? []));
  const holds = (version: string) => gather(version, 'lacks').length === 0 && gather(version, 'unread').length === 0;
  const version = order.findLast(holds);
  const next = order.find((one) => isNext(one, version));
  return {
    version: spelled(version),
    next: spelled(next),
    lacks: gather(next, 'lacks'),
    unread: gather(next, 'unread'),
    untold: gather(version, 'untold'),
  };
}

type Gaps = { lacks: readonly string[]; unread: readonly string[]; untold: readonly string[] };

function gapsOf({ features }: Catalogue, { version, known }: { version: string; known: Known }): Gaps {
  const due = features
    .mandatoryOf(version)
    .filter(({ guard }) => guard === null || evaluate(guard, known) === 'yes')
    .flatMap(({ is }) => (is === null ? [] : [is]));
  const wanted = [...due, ...features.needs(version)];
  const open = wanted.flatMap((one) => featuresWith(one, 'unknown', known));
  const isTold = (name: string) => features.decidingFields(name.replace('not ', '')).length > 0;
  return {
    lacks: wanted.flatMap((one) => featuresWith(one, 'no', known)),
    unread: open.filter(isTold),
    untold: open.filter((name) => !isTold(name)),
  };
}

/** The features by which a condition has this answer, where it has it. */
function featuresWith(condition: Condition, answer: Answer, known: Known): string[] {
  if (evaluate(condition, known) !== answer) return [];
  if (condition.kind === 'feature') return condition.name.startsWith('FEAT_') ? [condition.name] : [];
  if (condition.kind === 'not') return condition.of.kind === 'feature' ? [`not ${condition.of.name}`] : [];
  if (condition.kind !== 'all' && condition.kind !== 'any') return [];
  return condition.of.flatMap((part) => featuresWith(part, answer, known));
}

/** v9.x contains v8.(x+5): what a version stands on is its own line up to it, and that. */
function below(order: readonly string[], version: string | undefined): string[] {
  if (version === undefined) return [];
  const [major, minor] = numbers(version);
  return order.filter((one) => {
    const [of, at] = numbers(one);
    return of === major ? at <= minor : major === 9 && at <= minor + 5;
  });
}

/** The version above in the same line. */
function isNext(version: string, reached: string | undefined): boolean {
  const [major, minor] = numbers(version);
  const [of, at] = reached === undefined ? [8, -1] : numbers(reached);
  return major === of && minor === at + 1;
}

/** v9.0 comes after v8.5, which it contains, and before v8.6. */
function rank(version: string): number {
  const [major, minor] = numbers(version);
  return major === 9 ? minor + 5.5 : minor;
}

function numbers(version: string): [major: number, minor: number] {
  const [major = 0, minor = 0] = version.match(/\d+/g)?.map(Number) ?? [];
  return [major, minor];
}

function spelled(version: string | undefined): string | null {
  return version === undefined ? null : `Armv${numbers(version).join('.')}-A`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
