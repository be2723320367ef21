// Every query and mutation of the page, one options object each. Mutations say what they make stale; pages only use them.
import type { CreateVm } from '@regscope/contract';
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';
import { nextReading, type Reading } from './reading.ts';

export type VmAddress = { host: string; vm: string };

export const queryKeys = {
  hosts: () => ['hosts'] as const,
  vms: () => ['vms'] as const,
  vm: ({ host, vm }: VmAddress) => ['vms', host, vm] as const,
  registers: ({ host, vm }: VmAddress) => ['registers', host, vm] as const,
  decoded: ({ host, vm, id, value, readAt }: VmAddress & { id: string; value: string; readAt: string }) =>
    ['decoded', host, vm, id, value, readAt] as const,
};

export const queries = {
  hosts: () => queryOptions({ queryKey: queryKeys.hosts(), queryFn: () => client.hosts() }),
  vms: () => queryOptions({ queryKey: queryKeys.vms(), queryFn: () => client.vms() }),
  vm: (at: VmAddress) => queryOptions({ queryKey: queryKeys.vm(at), queryFn: () => client.vm(at.host, at.vm) }),
  /** Read as a whole each time: comparing 150,000 rows for sameness would cost more than drawing the fifty that are seen. */
  registers: (at: VmAddress) =>
    queryOptions({
      queryKey: queryKeys.registers(at),
      queryFn: async ({ client: cache, queryKey }): Promise<Reading> =>
        nextReading(cache.getQueryData<Reading>(queryKey), await client.registers(at.host, at.vm)),
      structuralSharing: false,
    }),
  /** What a value means to the VM that holds it: the same value means the same until the VM is read again. */
  decoded: (at: VmAddress & { id: string; value: string; readAt: string }) =>
    queryOptions({
      queryKey: queryKeys.decoded(at),
      queryFn: () => client.decode(at.id, at.value, { host: at.host, vm: at.vm }),
      staleTime: Number.POSITIVE_INFINITY,
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
