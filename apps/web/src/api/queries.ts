// Every query of the page, one options object each.
import {
  wirePlan,
  type AuditQuery,
  type CheckMatrix,
  type CheckVm,
  type PlanOutcome,
  type Session,
} from '@regscope/contract';
import type { Arch, Plan } from '@regscope/registers';
import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import { baselineBody, type AskedBaseline } from './asked-baseline.ts';
import { isOfSameVm, takersBody, type AskedTakers } from './asked-takers.ts';
import { client, clientUntil } from './client.ts';
import { hasCode } from './errors.ts';
import { catalogueLoader } from './load-catalogue.ts';
import { nextReading, type Reading } from './reading.ts';
import type { VmAddress } from './vm-address.ts';

const loadCatalogue = catalogueLoader(client);

export type { VmAddress };

/** A plan, and the text that it has in the address: the name of what is known of it. */
export type PlanAt = VmAddress & { text: string; plan: Plan };

/** What became of a plan, or of taking one back. */
export type PlanResult = { what: 'try' | 'apply' | 'undo'; outcome: PlanOutcome };

export const queryKeys = {
  hosts: () => ['hosts'] as const,
  vms: () => ['vms'] as const,
  captures: () => ['captures'] as const,
  /** Under the captures that they follow from. */
  captureChanges: (from: string, to: string) => [...queryKeys.captures(), 'changes', from, to] as const,
  baseline: ({ hosts, features }: AskedBaseline) => [...queryKeys.captures(), 'baseline', hosts, features] as const,
  /** Under the captures, which answer; of one reading, so that it is asked anew after the next. */
  takenBy: (asked: AskedTakers) => [...queryKeys.captures(), 'taken', asked] as const,
  vm: ({ host, vm }: VmAddress) => ['vms', host, vm] as const,
  /** Under the VMs: what tells that they changed makes it stale. */
  sighting: (at: VmAddress) => [...queryKeys.vm(at), 'sighting'] as const,
  allRegisters: () => ['registers'] as const,
  comparisons: () => ['comparisons'] as const,
  verdicts: () => ['verdicts'] as const,
  registers: ({ host, vm }: VmAddress) => [...queryKeys.allRegisters(), host, vm] as const,
  /** Under the registers they follow from: what makes those stale makes these stale. */
  features: ({ host, vm, createdAt }: VmAddress & { createdAt: string }) =>
    [...queryKeys.registers({ host, vm }), 'features', createdAt] as const,
  planReport: ({ host, vm, text, plan }: PlanAt) =>
    [...queryKeys.registers({ host, vm }), 'plan', plan.target.createdAt, text] as const,
  planReach: ({ host, vm, text, plan }: PlanAt) =>
    [...queryKeys.registers({ host, vm }), 'reach', plan.target.createdAt, text] as const,
  planResult: ({ host, vm, createdAt }: VmAddress & { createdAt: string }) =>
    ['plan result', host, vm, createdAt] as const,
  catalogue: (arch: Arch) => ['catalogue', arch] as const,
  session: () => ['session'] as const,
  access: () => ['access'] as const,
  sessions: () => [...queryKeys.access(), 'sessions'] as const,
  tokens: () => [...queryKeys.access(), 'tokens'] as const,
  audit: () => ['audit'] as const,
};

export const queries = {
  /** Some pages are for everybody: that nobody is signed in is an answer there. */
  session: () => queryOptions({ queryKey: queryKeys.session(), queryFn: () => client.session().catch(ifSignedOut) }),
  sessions: () => queryOptions({ queryKey: queryKeys.sessions(), queryFn: () => client.sessions() }),
  tokens: () => queryOptions({ queryKey: queryKeys.tokens(), queryFn: () => client.tokens() }),
  /** Page by page, from the newest to the oldest. */
  audit: (filter: Omit<AuditQuery, 'before' | 'limit'>) =>
    infiniteQueryOptions({
      queryKey: [...queryKeys.audit(), 'list', filter],
      queryFn: ({ pageParam }) => client.audit({ ...filter, ...(pageParam === null ? {} : { before: pageParam }) }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    }),
  verifyAudit: () =>
    queryOptions({ queryKey: [...queryKeys.audit(), 'verdict'], queryFn: () => client.verifyAudit(), enabled: false }),
  hosts: () => queryOptions({ queryKey: queryKeys.hosts(), queryFn: () => client.hosts() }),
  vms: () => queryOptions({ queryKey: queryKeys.vms(), queryFn: () => client.vms() }),
  captures: () => queryOptions({ queryKey: queryKeys.captures(), queryFn: () => client.captures() }),
  captureChanges: (from: string, to: string) =>
    queryOptions({ queryKey: queryKeys.captureChanges(from, to), queryFn: () => client.captureChanges(from, to) }),
  vm: (at: VmAddress) => queryOptions({ queryKey: queryKeys.vm(at), queryFn: () => client.vm(at.host, at.vm) }),
  sighting: (at: VmAddress) =>
    queryOptions({ queryKey: queryKeys.sighting(at), queryFn: () => client.sighting(at.host, at.vm) }),
  /** Read as a whole each time: comparing 150,000 rows for sameness would cost more than drawing the fifty that are seen. */
  registers: (at: VmAddress) =>
    queryOptions({
      queryKey: queryKeys.registers(at),
      queryFn: async ({ client: cache, queryKey }): Promise<Reading> =>
        nextReading(cache.getQueryData<Reading>(queryKey), await client.registers(at.host, at.vm)),
      structuralSharing: false,
    }),
  comparison: (sides: readonly VmAddress[], raw: boolean) =>
    queryOptions({
      queryKey: [...queryKeys.comparisons(), sides, raw],
      queryFn: sides.length < 2 ? skipToken : () => client.compare({ sides: [...sides], raw }),
    }),
  /** Nobody waits for it any more once the page asks for another: the request is called off. */
  matrix: (asked: CheckMatrix) =>
    queryOptions({
      queryKey: [...queryKeys.verdicts(), 'matrix', asked],
      queryFn: ({ signal }) => clientUntil(signal).checkMatrix(asked),
      enabled: asked.sources.length * asked.targets.length > 0,
    }),
  verdict: (asked: CheckVm) =>
    queryOptions({ queryKey: [...queryKeys.verdicts(), 'pair', asked], queryFn: () => client.checkVm(asked) }),
  /** What was said of an earlier reading stands until the next is answered; of another VM nothing does. */
  takenBy: (asked: AskedTakers) =>
    queryOptions({
      queryKey: queryKeys.takenBy(asked),
      queryFn: () => client.checkRegisters(takersBody(asked)),
      placeholderData: (before, query) => (isOfSameVm(query?.queryKey.at(-1), asked) ? before : undefined),
      structuralSharing: false,
    }),
  baseline: (asked: AskedBaseline) =>
    queryOptions({
      queryKey: queryKeys.baseline(asked),
      queryFn: asked.hosts.length === 0 ? skipToken : () => client.baseline(baselineBody(asked)),
    }),
  /** `createdAt` tells two VMs of one name apart; empty for a VM that is not in the list, of which the server says what became. */
  features: (at: VmAddress & { createdAt: string }) =>
    queryOptions({ queryKey: queryKeys.features(at), queryFn: () => client.features(at.host, at.vm) }),
  /** What a plan would do. Of an empty plan nobody asks. */
  planReport: (at: PlanAt) =>
    queryOptions({
      queryKey: queryKeys.planReport(at),
      queryFn: () => client.checkPlan(at.host, at.vm, wirePlan(at.plan)),
      enabled: at.plan.edits.length > 0,
    }),
  planReach: (at: PlanAt) =>
    queryOptions({
      queryKey: queryKeys.planReach(at),
      queryFn: () => client.reachOfPlan(at.host, at.vm, wirePlan(at.plan)),
    }),
  /** Never fetched: a mutation leaves it here, and it stays until it is dismissed. */
  planResult: (at: VmAddress & { createdAt: string }) =>
    queryOptions<PlanResult | null>({ queryKey: queryKeys.planResult(at), queryFn: skipToken, gcTime: Infinity }),
  /** Facts, the same until the server is another one. No part of it is ever compared: it is no plain data. */
  catalogue: (arch: Arch) =>
    queryOptions({
      queryKey: queryKeys.catalogue(arch),
      queryFn: () => loadCatalogue(arch),
      staleTime: Infinity,
      gcTime: Infinity,
      structuralSharing: false,
    }),
};

function ifSignedOut(error: unknown): Session {
  if (hasCode(error, 'NOT_SIGNED_IN')) return { signedIn: false, version: '', kind: null, name: null, role: null };
  throw error;
}
