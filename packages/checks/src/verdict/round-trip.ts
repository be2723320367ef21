// There and back: a VM that was moved to a host holds what was stored there and what that host added, and that is what would come back.
import { forecastRestore, type Held } from '../restore/forecast.ts';
import type { Shape, Target } from '../restore/target.ts';
import type { Amendment, Verdict } from './finding.ts';
import { amended } from './amended.ts';
import type { Restorer } from './rule-sets.ts';
import { verdictOf } from './verdict-of.ts';

/** `home`: the host that the VM comes from; `away`: where it goes. */
export type Trip = { registers: readonly Held[]; home: Target; away: Target };

/** `back` is null where it would not get there. `amend`: changes before the first run with which both ways are better; empty where none are known. */
export type RoundTrip = {
  there: Verdict;
  back: Verdict | null;
  amend: Amendment[];
  after: { there: Verdict; back: Verdict | null } | null;
};

export function roundTrip(trip: Trip, restorer: Restorer): RoundTrip {
  const first = bothWays(trip, restorer);
  const amend = amendments(trip, restorer, first);
  if (amend.length === 0) return { ...first, amend, after: null };
  return {
    ...first,
    amend,
    after: bothWays({ ...trip, registers: amended(trip.registers, amend, trip.home.shape) }, restorer),
  };
}

type BothWays = { there: Verdict; back: Verdict | null };

function bothWays({ registers, home, away }: Trip, restorer: Restorer): BothWays {
  const there = verdictOf({ registers, target: away, source: home.shape }, restorer);
  const isStuck = there.answer === 'refused' || there.answer === 'unknown';
  if (isStuck || away.shape === undefined) return { there, back: null };
  const arrived = afterRestore(registers, away.shape, restorer);
  return { there, back: verdictOf({ registers: arrived, target: home, source: away.shape }, restorer) };
}

/** What the VM holds once it is there. */
function afterRestore(registers: readonly Held[], shape: Shape, { vmm }: Restorer): Held[] {
  const { writes, defaults } = forecastRestore(shape, registers, vmm);
  const values = new Map(registers.map(({ id, values: all }) => [id, [...all]]));
  const hidden = new Set(writes.flatMap(({ id, hiddenBy }) => (hiddenBy === undefined ? [] : [id])));
  for (const { id, got, vcpus } of writes)
    if (got !== undefined) for (const vcpu of vcpus) values.get(id)?.splice(vcpu, 1, got);
  const added = defaults.map(({ id, value }): Held => ({ id, values: [value] }));
  return [...[...values].flatMap(([id, all]) => (hidden.has(id) ? [] : [{ id, values: all }])), ...added];
}

/** Changes of either way are made on the home host; those of the way there may open the way back and show what stands in it. */
function amendments(trip: Trip, restorer: Restorer, first: BothWays): Amendment[] {
  const found: Amendment[] = [];
  let now = first;
  for (let round = 0; round < ROUNDS; round++) {
    const known = found.length;
    const more = remediesOf(now).filter((one) => isOfHome(trip, one));
    for (const one of more) if (!isKnown(found, one)) found.push(one);
    if (found.length === known) break;
    now = bothWays({ ...trip, registers: amended(trip.registers, found, trip.home.shape) }, restorer);
  }
  return found;
}

const ROUNDS = 3;

function remediesOf({ there, back }: BothWays): Amendment[] {
  return [...there.findings, ...(back?.findings ?? [])].flatMap(({ weight, remedy }) =>
    weight === 'stops' ? (remedy?.amend ?? []) : [],
  );
}

function isKnown(found: readonly Amendment[], { id, mask }: Amendment): boolean {
  return found.some((one) => one.id === id && (one.mask & mask) !== 0n);
}

function isOfHome({ home }: Trip, { id }: Amendment): boolean {
  return home.shape === undefined || home.shape.lists(id);
}
