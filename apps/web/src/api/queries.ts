// Every query and mutation of the page, one options object each. Mutations say what they make stale; pages only use them.
import {
  planOf,
  wirePlan,
  type AddToken,
  type AuditQuery,
  type ExportBaseline,
  type Content,
  type CreateVm,
  type PlanOutcome,
  type Session,
  type WirePlan,
} from '@regscope/contract';
import type { Arch, Plan } from '@regscope/registers';
import {
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
  skipToken,
  type QueryClient,
} from '@tanstack/react-query';
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

/** The hosts of a baseline, and what VMs are made with; undefined: what all of them offer. */
export type AskedBaseline = { hosts: readonly string[]; features: readonly string[] | undefined };

export const queryKeys = {
  hosts: () => ['hosts'] as const,
  vms: () => ['vms'] as const,
  captures: () => ['captures'] as const,
  /** Under the captures that they follow from. */
  captureChanges: (from: string, to: string) => [...queryKeys.captures(), 'changes', from, to] as const,
  baseline: ({ hosts, features }: AskedBaseline) => [...queryKeys.captures(), 'baseline', hosts, features] as const,
  vm: ({ host, vm }: VmAddress) => ['vms', host, vm] as const,
  /** Under the VMs: what tells that they changed makes it stale. */
  sighting: (at: VmAddress) => [...queryKeys.vm(at), 'sighting'] as const,
  allRegisters: () => ['registers'] as const,
  comparisons: () => ['comparisons'] as const,
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

export const mutations = {
  startHost: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (host: string) => client.startHost(host),
      onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.hosts() }),
    }),
  stopHost: (cache: QueryClient) =>
    mutationOptions({ mutationFn: (host: string) => client.stopHost(host), onSettled: () => staleHosts(cache) }),
  createVm: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, ...shape }: CreateVm & { host: string }) => client.createVm(host, shape),
      onSettled: () => staleHosts(cache),
    }),
  closeVm: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm }: VmAddress) => client.closeVm(host, vm),
      onSettled: () => staleHosts(cache),
    }),
  runVcpu: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm, vcpu }: VmAddress & { vcpu: number }) => client.run(host, vm, vcpu),
      // The server tells every page, this one too, when the registers have to be read again.
      onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.vms() }),
    }),
  keepCapture: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm, signal, ...what }: VmAddress & { name: string; probe: boolean; signal: AbortSignal }) =>
        clientUntil(signal).keepCapture(host, vm, what),
      onSuccess: () => staleCaptures(cache),
    }),
  addCapture: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ name, content, file }: { name: string; content: Content; file: string }) =>
        client.addCapture(name, content, file),
      onSettled: () => staleCaptures(cache),
    }),
  renameCapture: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ name, to }: { name: string; to: string }) => client.renameCapture(name, to),
      onSettled: () => staleCaptures(cache),
    }),
  removeCapture: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (name: string) => client.removeCapture(name),
      onSettled: () => staleCaptures(cache),
    }),
  restoreCapture: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (name: string) => client.restoreCapture(name),
      onSettled: () => staleCaptures(cache),
    }),
  tryPlan: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm, plan }: VmAddress & { plan: Plan }) => client.tryPlan(host, vm, wirePlan(plan)),
      onSuccess: (outcome, { host, vm, plan: { target } }) =>
        keepResult(cache, { host, vm, createdAt: target.createdAt }, { what: 'try', outcome }),
      // A refusal may mean that the VM is not what it was.
      onError: (_error, at) => staleRegisters(cache, at),
    }),
  applyPlan: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm, plan }: VmAddress & { plan: Plan }) => client.applyPlan(host, vm, wirePlan(plan)),
      onSuccess: (outcome, { host, vm, plan: { target } }) =>
        keepResult(cache, { host, vm, createdAt: target.createdAt }, { what: 'apply', outcome }),
      onSettled: (_outcome, _error, at) => staleRegisters(cache, at),
    }),
  undoPlan: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm, attempt }: VmAddress & { createdAt: string; attempt: string }) =>
        client.undo(host, vm, attempt),
      onSuccess: (outcome, at) => keepResult(cache, at, { what: 'undo', outcome }),
      onSettled: (_outcome, _error, at) => staleRegisters(cache, at),
    }),
  dismissResult: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: async (at: VmAddress & { createdAt: string }) =>
        cache.setQueryData<PlanResult | null>(queryKeys.planResult(at), null),
    }),
  /** The server reads what is sent as a plan, and names the place where it is none. */
  readPlan: () =>
    mutationOptions({
      mutationFn: async ({ host, vm, content }: VmAddress & { content: unknown }) => {
        await client.checkPlan(host, vm, content as WirePlan);
        return planOf(content as WirePlan);
      },
    }),
  exportBaseline: () =>
    mutationOptions({
      mutationFn: ({ hosts, features, ...what }: AskedBaseline & Pick<ExportBaseline, 'format' | 'host'>) =>
        client.exportBaseline({ ...baselineBody({ hosts, features }), ...what }),
    }),
  endSession: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (id: string) => client.endSession(id),
      onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.access() }),
    }),
  addToken: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (token: AddToken) => client.addToken(token),
      onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.access() }),
    }),
  revokeToken: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (name: string) => client.revokeToken(name),
      onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.access() }),
    }),
  signOut: (cache: QueryClient) =>
    mutationOptions({ mutationFn: () => client.signOut(), onSuccess: () => cache.clear() }),
};

function baselineBody({ hosts, features }: AskedBaseline) {
  return { hosts: [...hosts], ...(features === undefined ? {} : { features: [...features] }) };
}

function keepResult(cache: QueryClient, at: VmAddress & { createdAt: string }, result: PlanResult): void {
  cache.setQueryData<PlanResult | null>(queryKeys.planResult(at), result);
}

function staleRegisters(cache: QueryClient, at: VmAddress): Promise<unknown> {
  return Promise.all([
    cache.invalidateQueries({ queryKey: queryKeys.registers(at) }),
    cache.invalidateQueries({ queryKey: queryKeys.vm(at) }),
  ]);
}

function staleHosts(cache: QueryClient): Promise<unknown> {
  return Promise.all([
    cache.invalidateQueries({ queryKey: queryKeys.hosts() }),
    // The list alone: a VM that was closed just now need not be asked for once more.
    cache.invalidateQueries({ queryKey: queryKeys.vms(), exact: true }),
  ]);
}

/** A capture is a host as well. */
function staleCaptures(cache: QueryClient): Promise<unknown> {
  return Promise.all([cache.invalidateQueries({ queryKey: queryKeys.captures() }), staleHosts(cache)]);
}

function ifSignedOut(error: unknown): Session {
  if (hasCode(error, 'NOT_SIGNED_IN')) return { signedIn: false, version: '', kind: null, name: null, role: null };
  throw error;
}
