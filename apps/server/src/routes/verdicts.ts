import { setImmediate as breath } from 'node:timers/promises';
import { limits, roundTrip, verdictOf, type Restorer, type RoundTrip } from '@regscope/checks';
import {
  CheckMatrix,
  CheckRegisters,
  CheckVm,
  MatrixAnswer,
  paths,
  RegistersAnswer,
  RegscopeError,
  RoundTripAnswer,
  type SideToCompare,
  type Vmm,
} from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import type { Profiles } from '../profiles.ts';
import { MOST_BODY } from '../side-snapshot.ts';
import { assignments, planText } from '../verdicts/amendments.ts';
import { againstRegisters } from '../verdicts/against-registers.ts';
import { sideOf, type Side } from '../verdicts/side-of.ts';
import { sumOf, wireAmendment, wireVerdict } from '../verdicts/wire-verdict.ts';

/** What would come of moving VMs, which nothing is tried for. */
export function verdictRoutes(app: App, deps: Deps & { profiles: Profiles }): void {
  const config = { role: 'viewer' } as const;

  app.post(
    paths.checkVm(),
    { config, schema: { body: CheckVm, response: { 200: RoundTripAnswer } }, bodyLimit: MOST_BODY },
    async ({ body }): Promise<RoundTripAnswer> => {
      const [from, to] = [await sideOf(deps, body.from), await sideOf(deps, body.to)];
      const { trip, lacking } = await tripOf(from, to, restorerOf(body));
      return {
        vmm: body.vmm,
        version: body.version ?? null,
        from: from.wire,
        to: to.wire,
        features: { wanted: [...from.features], inferred: from.inferred, lacking },
        ...waysOf(trip),
        amend: trip.amend.map(wireAmendment),
        assignments: assignments(trip.amend, from.registers),
        plan: planText(trip.amend, from.registers),
        after: trip.after === null ? null : waysOf(trip.after),
        scope: 'registers only',
        limits: [...limits],
      };
    },
  );

  app.post(
    paths.checkMatrix(),
    { config, schema: { body: CheckMatrix, response: { 200: MatrixAnswer } }, bodyLimit: MOST_BODY },
    async ({ body }): Promise<MatrixAnswer> => {
      const [sources, targets] = await sidesOf(deps, [body.sources, body.targets]);
      const cells: MatrixAnswer['cells'] = [];
      for (const from of sources) {
        const row: MatrixAnswer['cells'][number] = [];
        for (const to of targets) {
          // Each takes some milliseconds: others are served in between.
          await breath();
          row.push(cellOf((await tripOf(from, to, restorerOf(body))).trip));
        }
        cells.push(row);
      }
      return {
        sources: sources.map(wireOf),
        targets: targets.map(wireOf),
        cells,
        scope: 'registers only',
        limits: [...limits],
      };
    },
  );

  app.post(
    paths.checkRegisters(),
    { config, schema: { body: CheckRegisters, response: { 200: RegistersAnswer } }, bodyLimit: MOST_BODY },
    async ({ body }): Promise<RegistersAnswer> => {
      const from = await sideOf(deps, body.from);
      const profiles = await deps.profiles.all(from.snapshot.vm.arch, from.features, body.targets);
      const source = (await from.host(from.features)).shape;
      const judged = profiles.map(({ summary, target }) => ({
        summary,
        verdict: verdictOf({ registers: from.registers, target, source }, restorerOf(body)),
      }));
      return { ...againstRegisters(judged), limits: [...limits] };
    },
  );
}

/** A VM that stands on both sides is read once. */
async function sidesOf(
  deps: Parameters<typeof sideOf>[0],
  lists: readonly [readonly SideToCompare[], readonly SideToCompare[]],
): Promise<[Side[], Side[]]> {
  const known = new Map<string, Promise<Side>>();
  const once = async (side: SideToCompare): Promise<Side> => {
    const key = JSON.stringify(side);
    const made = known.get(key) ?? sideOf(deps, side);
    known.set(key, made);
    return made;
  };
  const [sources = [], targets = []] = await Promise.all(lists.map(async (list) => Promise.all(list.map(once))));
  return [sources, targets];
}

function restorerOf({ vmm, version }: { vmm: Vmm; version?: string }): Restorer {
  return { vmm, version: version?.split('.').map(Number) };
}

/** Throws a RegscopeError of code BAD_REQUEST for sides of different architectures, which share no registers. */
async function tripOf(from: Side, to: Side, restorer: Restorer) {
  const [own, other] = [from.snapshot.vm.arch, to.snapshot.vm.arch];
  if (own !== other)
    throw new RegscopeError(
      'BAD_REQUEST',
      `${from.wire.name} is ${own} and ${to.wire.name} is ${other}: they share no registers`,
      {},
    );
  const [home, away] = [await from.host(from.features), await to.host(from.features)];
  return { trip: roundTrip({ registers: from.registers, home, away }, restorer), lacking: [...away.lacking] };
}

type Ways = Pick<RoundTrip, 'there' | 'back'>;

function waysOf({ there, back }: Ways) {
  return { there: wireVerdict(there), back: back === null ? null : wireVerdict(back) };
}

function wireOf({ wire }: Side): Side['wire'] {
  return wire;
}

function sumsOf({ there, back }: Ways) {
  return { there: sumOf(there), back: back === null ? null : sumOf(back) };
}

function cellOf({ amend, after, ...ways }: RoundTrip): MatrixAnswer['cells'][number][number] {
  return { ...sumsOf(ways), amend: amend.length, after: after === null ? null : sumsOf(after) };
}
