// Every mutation of the page, one options object each. They say what they make stale; pages only use them.
import {
  planOf,
  wirePlan,
  type AddToken,
  type Content,
  type CreateVm,
  type ExportBaseline,
  type TryState,
  type WirePlan,
} from '@regscope/contract';
import type { Plan } from '@regscope/registers';
import { mutationOptions, type QueryClient } from '@tanstack/react-query';
import { baselineBody, type AskedBaseline } from './asked-baseline.ts';
import { client, clientUntil } from './client.ts';
import { queryKeys, type PlanResult } from './queries.ts';
import type { VmAddress } from './vm-address.ts';

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
  /** What was read is shown everywhere from then on. */
  attachVm: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ host, vm, despiteFilters }: VmAddress & { despiteFilters: boolean }) =>
        client.attach(host, vm, { despiteFilters }),
      onSuccess: (_attachment, at) => Promise.all([staleRegisters(cache, at), staleHosts(cache)]),
      // A refusal may mean that the VM is not what it was.
      onError: (_error, at) => cache.invalidateQueries({ queryKey: queryKeys.vm(at) }),
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
  /** Aborting the signal calls it off on the host as well. */
  tryState: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: ({ signal, ...what }: TryState & { signal: AbortSignal }) => clientUntil(signal).tryState(what),
      // It may have started the host.
      onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.hosts() }),
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
  /** What it finds out stands beside the forecast, until other hosts are chosen. */
  tryBaseline: (cache: QueryClient) =>
    mutationOptions({
      mutationFn: (asked: AskedBaseline) => client.tryBaseline(baselineBody(asked)),
      onSuccess: (made, asked) => cache.setQueryData(queryKeys.baseline(asked), made),
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
