import { FORMAT, VERSION, type Capture, type CapturedRegister } from '@regscope/captures';
import { RegscopeError, type Host } from '@regscope/contract';
import { KvmError, type Kvm, type VmReading } from '@regscope/kvm';
import { asArch, formatRegisterId, hex } from '@regscope/registers';
import type { OwnedHost } from './owned-host.ts';
import { probeHost } from './probe/probe-host.ts';
import { registersOf, type RegisterValues } from './snapshot.ts';

export type CaptureOptions = {
  /** Who makes it: `regscope 0.1.0`. */
  by: string;
  /** Find out on VMs of its own what such a VM takes. */
  probe: boolean;
  signal: AbortSignal;
};

/** Everything that can be seen of a VM, and with `probe` what fresh VMs of its shape take. The VM itself is only read. */
export async function takeCapture(host: OwnedHost, name: string, options: CaptureOptions): Promise<Capture> {
  const { vm, reading } = await host.read(name);
  mustBeWhole(host.name, name, reading);
  const { kvm, number } = host.numberOf(name);
  const arch = asArch(vm.arch);
  const about = await host.describe();
  if (arch === 'unknown') throw new RegscopeError('HOST_UNAVAILABLE', `${host.name} is of an unknown architecture`, {});
  const capabilities = await host.withKvm('asking for capabilities', () => capabilitiesOf(kvm));
  const announced = await host.withKvm('asking for writable masks', () => announcedMasks(kvm, number));
  return {
    format: FORMAT,
    version: VERSION,
    made: { at: new Date().toISOString(), by: options.by },
    host: { ...hostFacts(about), arch, capabilities },
    vm: {
      vcpus: vm.vcpus,
      features: [...vm.features],
      phase: vm.phase === 'started' ? 'started' : 'new',
      vmm: vm.vmm,
    },
    imported: null,
    registers: capturedRegisters(reading),
    announced,
    probe: options.probe ? await probed(host, vm.features, options) : null,
  };
}

/** A capture has no place for a list that the kernel refused: it would look like a VM without registers. */
function mustBeWhole(host: string, vm: string, { vcpus }: VmReading): void {
  const refused = vcpus.find(({ listError }) => listError !== null);
  if (refused === undefined) return;
  const { vcpu, listError } = refused;
  throw new RegscopeError(
    'KERNEL_REFUSED',
    `${host}/${vm} is not captured: KVM_GET_REG_LIST of vCPU ${vcpu} gave ${listError}`,
    { host, vm, vcpu, ioctl: 'KVM_GET_REG_LIST', errno: listError },
  );
}

function hostFacts({ name, kind, kernel, cpu, features }: Host): Omit<Capture['host'], 'arch' | 'capabilities'> {
  const offered = features.filter((feature) => feature.offered).map((feature) => feature.name);
  return { name, kind: kind === 'local' ? 'local' : 'lab', kernel: kernel ?? '', cpu, offered };
}

/** Numbers of KVM_CAP_… that the kernel of Linux 7.3 knows, and some to come. */
const HIGHEST_CAPABILITY = 300;

async function capabilitiesOf(kvm: Kvm): Promise<Capture['host']['capabilities']> {
  const numbers = Array.from({ length: HIGHEST_CAPABILITY + 1 }, (_, n) => n);
  const answers = await kvm.capabilities(numbers);
  return Object.fromEntries(answers.flatMap((answer, n) => (answer > 0 ? [[String(n), answer]] : [])));
}

/** Null where the kernel announces none: before 6.7, and off arm64. */
async function announcedMasks(kvm: Kvm, vm: number): Promise<Capture['announced']> {
  try {
    const masks = await kvm.masks(vm);
    return [...masks].map(([id, mask]) => ({ id: formatRegisterId(id), mask: hex(mask) }));
  } catch (error) {
    if (error instanceof KvmError && (error.failure.kind === 'kernel' || error.failure.kind === 'core')) return null;
    throw error;
  }
}

function capturedRegisters(reading: VmReading): CapturedRegister[] {
  return registersOf(reading).map(capturedRegister);
}

function capturedRegister({ id, values, errors }: RegisterValues): CapturedRegister {
  const [first] = values;
  if (first !== undefined && first !== null && values.every((value) => value === first))
    return { id: formatRegisterId(id), value: hex(first) };
  return { id: formatRegisterId(id), values: values.map((value) => (value === null ? null : hex(value))), errors };
}

async function probed(host: OwnedHost, chosen: readonly string[], { signal }: CaptureOptions) {
  return host.busyWith('probing', (tell) =>
    host.withKvm('probing', ({ kvm, hello, limits, features }) =>
      probeHost({ kvm, arch: hello.arch, limits, signal, tell }, chosen, features),
    ),
  );
}
