import { FORMAT, VERSION, type Capture, type CapturedRegister } from '@regscope/captures';
import { RegscopeError, whyNoProbe, type Attachment, type Host } from '@regscope/contract';
import { KvmError, type Kvm } from '@regscope/kvm';
import { asArch, formatRegisterId, hex } from '@regscope/registers';
import type { OwnedHost } from './owned-host.ts';
import { probeHost } from './probe/probe-host.ts';
import type { RegisterValues } from './snapshot.ts';
import type { Snapshot } from './source-host.ts';

export type CaptureOptions = {
  /** Who makes it: `regscope 0.1.0`. */
  by: string;
  /** Find out on VMs of its own what such a VM takes. */
  probe: boolean;
  signal: AbortSignal;
};

/** What a capture is made of: what was read of a VM, and the host that it is on. */
export type Capturable = {
  host: OwnedHost;
  snapshot: Snapshot;
  /** How it was read, for a VM of another process. */
  attached: Attachment | null;
};

/** A VM that regscope made, as it is now. */
export async function ownCapturable(host: OwnedHost, name: string): Promise<Capturable> {
  return { host, snapshot: await host.snapshot(name), attached: null };
}

/** Everything that was seen of a VM, and with `probe` what fresh VMs of its shape take. */
export async function takeCapture(what: Capturable, options: CaptureOptions): Promise<Capture> {
  const { host, snapshot, attached } = what;
  const { vm } = snapshot;
  mustBeWhole(snapshot);
  if (options.probe) mustBeProbeable(snapshot);
  const about = await host.describe();
  const arch = asArch(vm.arch);
  if (arch === 'unknown') throw new RegscopeError('HOST_UNAVAILABLE', `${host.name} is of an unknown architecture`, {});
  const capabilities = await host.withKvm('asking for capabilities', ({ kvm }) => capabilitiesOf(kvm));
  const announced = attached === null ? await announcedBy(host, vm.vm) : null;
  return {
    format: FORMAT,
    version: VERSION,
    made: { at: new Date().toISOString(), by: options.by },
    host: { ...hostFacts(about), arch, capabilities },
    vm: {
      vcpus: vm.vcpus,
      features: vm.features === null ? null : [...vm.features],
      phase: vm.phase === 'gone' ? 'started' : vm.phase,
      vmm: vm.vmm === 'unknown' ? null : vm.vmm,
    },
    imported: null,
    attached: attached === null ? null : { ...attached, stops: attached.stops.map((stop) => ({ ...stop })) },
    registers: snapshot.registers.map(capturedRegister),
    announced,
    probe: options.probe ? await probed(host, vm.features ?? [], options) : null,
  };
}

/** A capture has no place for a list that the kernel refused: it would look like a VM without registers. */
function mustBeWhole({ vm: { host, vm }, listErrors }: Snapshot): void {
  const vcpu = listErrors.findIndex((errno) => errno !== null);
  if (vcpu === -1) return;
  const errno = listErrors[vcpu] ?? null;
  throw new RegscopeError(
    'KERNEL_REFUSED',
    `${host}/${vm} is not captured: KVM_GET_REG_LIST of vCPU ${vcpu} gave ${errno}`,
    { host, vm, vcpu, ioctl: 'KVM_GET_REG_LIST', errno },
  );
}

function mustBeProbeable({ vm }: Snapshot): void {
  const because = whyNoProbe(vm);
  if (because !== undefined)
    throw new RegscopeError('BAD_REQUEST', `${vm.host}/${vm.vm} is not probed: ${because}`, {
      host: vm.host,
      vm: vm.vm,
    });
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

async function announcedBy(host: OwnedHost, name: string): Promise<Capture['announced']> {
  const { kvm, number } = host.numberOf(name);
  return host.withKvm('asking for writable masks', async () => announcedMasks(kvm, number));
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
