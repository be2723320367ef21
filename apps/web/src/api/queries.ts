// Every query and mutation of the page, one options object each. Mutations say what they make stale; pages only use them.
import type { Content, CreateVm } from '@regscope/contract';
import type { Arch } from '@regscope/registers';
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { client, clientUntil } from './client.ts';
import { catalogueLoader } from './load-catalogue.ts';
import { nextReading, type Reading } from './reading.ts';

const loadCatalogue = catalogueLoader(client);

export type VmAddress = { host: string; vm: string };

export const queryKeys = {
  hosts: () => ['hosts'] as const,
  vms: () => ['vms'] as const,
  captures: () => ['captures'] as const,
  /** Under the captures that they follow from. */
  captureChanges: (from: string, to: string) => [...queryKeys.captures(), 'changes', from, to] as const,
  vm: ({ host, vm }: VmAddress) => ['vms', host, vm] as const,
  allRegisters: () => ['registers'] as const,
  registers: ({ host, vm }: VmAddress) => [...queryKeys.allRegisters(), host, vm] as const,
  /** Under the registers they follow from: what makes those stale makes these stale. */
  features: ({ host, vm, createdAt }: VmAddress & { createdAt: string }) =>
    [...queryKeys.registers({ host, vm }), 'features', createdAt] as const,
  catalogue: (arch: Arch) => ['catalogue', arch] as const,
};

export const queries = {
  hosts: () => queryOptions({ queryKey: queryKeys.hosts(), queryFn: () => client.hosts() }),
  vms: () => queryOptions({ queryKey: queryKeys.vms(), queryFn: () => client.vms() }),
  captures: () => queryOptions({ queryKey: queryKeys.captures(), queryFn: () => client.captures() }),
  captureChanges: (from: string, to: string) =>
    queryOptions({ queryKey: queryKeys.captureChanges(from, to), queryFn: () => client.captureChanges(from, to) }),
  vm: (at: VmAddress) => queryOptions({ queryKey: queryKeys.vm(at), queryFn: () => client.vm(at.host, at.vm) }),
  /** Read as a whole each time: comparing 150,000 rows for sameness would cost more than drawing the fifty that are seen. */
  registers: (at: VmAddress) =>
    queryOptions({
      queryKey: queryKeys.registers(at),
      queryFn: async ({ client: cache, queryKey }): Promise<Reading> =>
        nextReading(cache.getQueryData<Reading>(queryKey), await client.registers(at.host, at.vm)),
      structuralSharing: false,
    }),
  /** `createdAt` tells two VMs of one name apart; empty for a VM that is not in the list, of which the server says what became. */
  features: (at: VmAddress & { createdAt: string }) =>
    queryOptions({ queryKey: queryKeys.features(at), queryFn: () => client.features(at.host, at.vm) }),
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
  signOut: (cache: QueryClient) =>
    mutationOptions({ mutationFn: () => client.signOut(), onSuccess: () => cache.clear() }),
};

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
