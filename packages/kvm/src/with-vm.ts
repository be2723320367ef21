import type { Arch } from '@regscope/registers';
import { limitsOf, machineFor, offeredFeatures, type Kvm, type Machine } from './index.ts';

type Use = (vm: number, arch: Arch) => Promise<void>;

/** For tests: makes a VM with every default feature and closes it after use. */
export async function withVm(kvm: Kvm, vcpus: number, use: Use): Promise<void> {
  return withMachine(kvm, await defaultMachine(kvm, vcpus), use);
}

export async function withMachine(kvm: Kvm, machine: Machine, use: Use): Promise<void> {
  const { arch } = await kvm.hello();
  const vm = await kvm.create(machine);
  try {
    await use(vm, arch);
  } finally {
    await kvm.close(vm).catch(() => undefined);
  }
}

export async function defaultMachine(kvm: Kvm, vcpus: number): Promise<Machine> {
  const { arch } = await kvm.hello();
  const features = (await offeredFeatures(kvm, arch))
    .filter((one) => one.offered && one.byDefault)
    .map(({ name }) => name);
  return machineFor(arch, { vcpus, features }, await limitsOf(kvm));
}
