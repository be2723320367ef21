import { RegscopeError } from '@regscope/contract';
import { KvmError, machineFor, type Machine } from '@regscope/kvm';
import type { OwnedHost } from '../owned-host.ts';
import type { Ready } from '../reach.ts';
import { loadState, type LoadedState, type Order } from './load-state.ts';
import { featuresFor, mustShareArch, type FeaturesGiven, type StateToLoad } from './state-to-load.ts';

export type LoadOptions = {
  order: Order;
  signal: AbortSignal;
  /** How far it is, for whoever waits. */
  tell?: (step: string) => void;
  /** Left out: vCPU 0 is run once at the end. */
  afterwards?: 'run' | 'leave';
};

/** What a real kernel made of a state. */
export type Loaded = LoadedState & {
  host: string;
  kernel: string;
  cpu: string | null;
  features: FeaturesGiven;
  /** Of the state; more than those of `vcpus` where the host gives a VM fewer. */
  vcpusWanted: number;
  ms: number;
};

/**
 * Loads a state into a fresh VM of this host, as far as it goes: every register is tried whatever became of the others. The VM is closed in
 * any case. Trials of one host wait for each other. Throws a RegscopeError of code BAD_REQUEST for a state that no VM here could take, of
 * KERNEL_REFUSED where the kernel makes no such VM; rejects with what aborted the signal.
 */
export async function loadOn(host: OwnedHost, state: StateToLoad, options: LoadOptions): Promise<Loaded> {
  const { name, arch, cpu } = await host.describe();
  mustShareArch(state, { name, arch });
  return host.withKvm(`trying ${state.name}`, (ready) =>
    host.inTurn(`trying ${state.name}`, async (tell) => {
      options.signal.throwIfAborted();
      const began = performance.now();
      const features = featuresFor(state, ready.features, name);
      const vcpus = Math.min(state.vcpus, ready.limits.maxVcpus);
      const machine = machineFor(ready.hello.arch, { vcpus, features: features.given }, ready.limits);
      const told = (step: string): void => [tell, options.tell].forEach((one) => one?.(step));
      const loaded = await onFreshVm({ ready, machine, host: name, features, tell: told }, (vm) =>
        loadState({ kvm: ready.kvm, vm, vcpus, finalize: machine.finalize }, state, {
          order: options.order,
          signal: options.signal,
          afterwards: options.afterwards ?? 'run',
          tell: told,
        }),
      );
      const ms = Math.round((performance.now() - began) * 10) / 10;
      return { ...loaded, host: name, kernel: ready.hello.kernel, cpu, features, vcpusWanted: state.vcpus, ms };
    }),
  );
}

type Fresh = {
  ready: Ready;
  machine: Machine;
  host: string;
  features: FeaturesGiven;
  tell: (step: string) => void;
};

/** A failure of the work is told, not what it made of closing the VM. */
async function onFreshVm<T>(fresh: Fresh, work: (vm: number) => Promise<T>): Promise<T> {
  const { kvm } = fresh.ready;
  const vm = await kvm.create({ ...fresh.machine, finalize: 0 }).catch((error: unknown) => {
    throw unmakeable(error, fresh);
  });
  const done = await work(vm).catch(async (error: unknown) => {
    fresh.tell('closing the VM');
    await kvm.close(vm).catch(() => undefined);
    throw error;
  });
  // That of a nested VM takes seconds where it is emulated.
  fresh.tell('closing the VM');
  await kvm.close(vm);
  return done;
}

function unmakeable(error: unknown, { host, machine: { vcpus }, features: { given } }: Fresh): unknown {
  if (!(error instanceof KvmError) || error.failure.kind !== 'kernel') return error;
  const { call, errno } = error.failure;
  const withWhat = given.length === 0 ? 'no vCPU features' : given.join(', ');
  return new RegscopeError(
    'KERNEL_REFUSED',
    `${host} makes no VM with ${vcpus} vCPUs and ${withWhat}: ${call} gave ${errno}; it offers each of them, but not all together: name fewer (--features)`,
    { host, ioctl: call, errno, features: given, vcpus },
  );
}
