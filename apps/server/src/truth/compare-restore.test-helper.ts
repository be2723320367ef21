import { catalogue, volatileBits } from '@regscope/catalogs';
import { forecastRestore, restoreOrder, type RestoreForecast } from '@regscope/checks';
import { hex, type RegisterId } from '@regscope/registers';
import { loadOn, type Loaded, type OwnedHost } from '@regscope/sources';
import type { Trial } from './make-trial.test-helper.ts';

/** `untold`: registers of which it was said that only a trial tells. */
export type Score = { restores: number; outcomes: number; refused: number; changed: number; untold: number };

type Attempt = Loaded['vcpus'][number]['attempts'][number];
type Told = RestoreForecast['writes'][number] | undefined;

/** What was told otherwise than it came, one line each. */
export async function compareRestore(host: OwnedHost, trial: Trial, score: Score): Promise<string[]> {
  const [first = new Map<RegisterId, bigint>()] = trial.vcpus;
  const registers = [...first.keys()].map((id) => ({
    id,
    values: trial.vcpus.map((values) => values.get(id) ?? null),
    errors: trial.vcpus.map(() => null),
  }));
  const state = { name: trial.what, arch: 'arm64', vcpus: trial.vcpus.length, features: trial.features, registers };
  const { vcpus } = await loadOn(host, state, {
    order: (ids) => restoreOrder(trial.vmm, ids),
    signal: AbortSignal.timeout(60_000),
    afterwards: 'leave',
  });
  const { writes, defaults } = forecastRestore(trial.away, registers, trial.vmm);
  const kept = new Set(defaults.map(({ id }) => id));
  score.restores += 1;
  return vcpus.flatMap(({ vcpu, attempts }) => {
    const told = new Map(writes.flatMap((one) => (one.vcpus.includes(vcpu) ? [[one.id, one] as const] : [])));
    count(score, attempts, told);
    return attempts.flatMap((one) =>
      one.did === 'not in the state' ? ofDefault(one, kept) : ofWrite(one, told.get(one.id)),
    );
  });
}

function count(score: Score, attempts: readonly Attempt[], told: ReadonlyMap<RegisterId, Told>): void {
  score.outcomes += attempts.length;
  score.refused += attempts.filter(({ did }) => did === 'refused').length;
  score.changed += attempts.filter(({ did, want, got }) => did === 'written' && want !== got).length;
  score.untold += attempts.filter(({ id }) => isOpen(told.get(id))).length;
}

function isOpen(told: Told): boolean {
  return told?.told.some(({ kind }) => kind === 'unknown') ?? false;
}

function ofDefault({ id }: Attempt, kept: ReadonlySet<RegisterId>): string[] {
  return kept.has(id) ? [] : [`${nameOf(id)} keeps a value of its own, which was not told`];
}

function ofWrite({ id, want, errno, got }: Attempt, told: Told): string[] {
  if (isOpen(told)) return [];
  const refusal = told?.told.find(({ kind }) => kind === 'refused');
  const mine = refusal?.kind === 'refused' ? refusal.errno : null;
  const about = `${nameOf(id)} = ${hex(want ?? 0n)}`;
  if (mine !== errno) return [`${about}: told ${mine ?? 'taken'} (${refusal?.because ?? ''}), was ${errno ?? 'taken'}`];
  if (errno !== null) return [];
  const expected = told === undefined ? want : (told.got ?? null);
  const still = ~(volatileBits(id)?.mask ?? 0n);
  if (expected === null || got === null)
    return expected === got ? [] : [`${about}: told ${read(expected)}, reads ${read(got)}`];
  return ((expected ^ got) & still) === 0n ? [] : [`${about}: told ${read(expected)}, reads ${read(got)}`];
}

function read(value: bigint | null): string {
  return value === null ? 'nothing' : hex(value);
}

function nameOf(id: RegisterId): string {
  return catalogue('arm64').nameOf(id) ?? hex(id);
}
