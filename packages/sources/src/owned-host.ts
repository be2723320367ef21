// A host on which regscope makes VMs itself. Owns the VMs; `Reach` is the way to the host.
import { RegscopeError, type CreateVm, type Host, type RunAnswer, type Vm } from '@regscope/contract';
import { machineFor, type Kvm, type VmReading } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import type { Connector } from './connector.ts';
import { chosenFeatures } from './chosen-features.ts';
import { asRegscopeError } from './failures.ts';
import { OwnedVms, type OwnedVm } from './owned-vms.ts';
import { Reach, type Ready } from './reach.ts';
import { registersOf } from './snapshot.ts';
import type { CountedVm, Snapshot, SourceHost } from './source-host.ts';
import { Turns } from './turns.ts';

/** Of a VM that regscope made, the features are always known. */
type LiveVm = CountedVm & { features: string[] };
type Reading = { vm: LiveVm; kernel: string; reading: VmReading };

export class OwnedHost implements SourceHost {
  readonly name: string;
  readonly #reach: Reach;
  readonly #changed: () => void;
  readonly #vms: OwnedVms;
  readonly #turns: Turns;
  #busy = '';

  constructor(connector: Connector, changed: () => void) {
    this.name = connector.name;
    this.#changed = changed;
    this.#turns = new Turns(changed);
    this.#vms = new OwnedVms(connector.name);
    this.#reach = new Reach(connector, { changed, lost: (because) => this.#vms.loseAll(because) });
  }

  async describe(): Promise<Host> {
    await this.#reach.glance();
    const { ready, kind: state, connector } = this.#reach;
    return {
      name: this.name,
      kind: connector.kind,
      arch: ready?.hello.arch ?? connector.arch,
      kernel: ready?.hello.kernel ?? null,
      cpu: connector.cpu,
      state,
      because: await this.#reach.because(),
      features: ready?.features ?? [],
      maxVcpus: ready?.limits.maxVcpus ?? null,
      bootMs: ready?.bootMs ?? null,
      vms: this.#vms.count,
      unseen: '',
      busy: this.#busy || this.#turns.told,
    };
  }

  /** Resolves when the host is ready. Rejects with a RegscopeError that says what to do. */
  async start(): Promise<void> {
    await this.#reach.start();
  }

  /** Closes every VM and ends the host. */
  async stop(): Promise<void> {
    await this.#reach.stop();
  }

  vms(): LiveVm[] {
    return this.#vms.all().map((vm) => this.#vm(vm));
  }

  vm(name: string): LiveVm {
    return this.#vm(this.#vms.find(name));
  }

  async createVm(shape: CreateVm): Promise<Vm> {
    const ready = await this.#reach.start();
    const features = chosenFeatures(shape.features, ready.features, this.name);
    if (shape.vcpus > ready.limits.maxVcpus)
      throw new RegscopeError(
        'TOO_MANY',
        `${this.name} gives a VM at most ${ready.limits.maxVcpus} vCPUs, ${shape.vcpus} were asked for`,
        { host: this.name },
      );
    const machine = machineFor(ready.hello.arch, { vcpus: shape.vcpus, features }, ready.limits);
    const number = await this.#doing('making a VM', undefined, () => ready.kvm.create(machine));
    if (this.#reach.ready !== ready) throw this.#gone('the VM');
    const vm = this.#vms.add({ number, vcpus: shape.vcpus, features });
    this.#changed();
    return this.#vm(vm);
  }

  async closeVm(name: string): Promise<Vm> {
    return this.alone(name, async () => {
      const vm = this.#vms.find(name);
      const { kvm } = this.#connected(vm);
      this.#vms.lose(vm, 'it was closed');
      await this.#doing('closing the VM', name, () => kvm.close(vm.number)).finally(this.#changed);
      return { ...this.#vm(vm), phase: 'gone' };
    });
  }

  /** What changes a VM is done one after the other: nobody runs or closes it, or edits it too, while `work` goes on. */
  async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#vms.alone(this.#vms.find(name), work);
  }

  /** Reads every register of every vCPU, or the named ones. */
  async read(name: string, ids: readonly RegisterId[] = []): Promise<Reading> {
    const vm = this.#vms.find(name);
    const { kvm, hello } = this.#connected(vm);
    const reading = await this.#doing('reading registers', name, () => kvm.read(vm.number, ids));
    return { vm: this.#vm(vm), kernel: hello.kernel, reading };
  }

  async snapshot(name: string): Promise<Snapshot> {
    const { vm, kernel, reading } = await this.read(name);
    const { kvm, number } = this.numberOf(name);
    const scopes = await this.#doing('asking for scopes', name, () => kvm.scopes(number));
    return {
      vm,
      kernel,
      cpu: this.#reach.connector.cpu,
      readAt: new Date().toISOString(),
      ioctlMs: Number(reading.ioctlNs) / 1e6,
      listErrors: reading.vcpus.map(({ listError }) => listError),
      registers: registersOf(reading),
      scopes,
    };
  }

  /** Runs one vCPU once. From then on the VM counts as started, whatever KVM_RUN answers. */
  async run(name: string, vcpu: number): Promise<RunAnswer> {
    const vm = this.#vms.find(name);
    const { kvm } = this.#connected(vm);
    if (vcpu >= vm.vcpus)
      throw new RegscopeError('NO_SUCH_VCPU', `${this.name}/${name} has vCPUs 0 to ${vm.vcpus - 1}, not ${vcpu}`, {
        host: this.name,
        vm: name,
        vcpu,
      });
    return this.alone(name, async () => {
      this.#vms.find(name);
      vm.phase = 'started';
      const exitReason = await this.#doing(`running vCPU ${vcpu}`, name, () => kvm.run(vm.number, vcpu)).finally(
        this.#changed,
      );
      return { exitReason, phase: vm.phase };
    });
  }

  /** For work that needs more of KVM than a VM's registers. What it throws becomes a RegscopeError. */
  async withKvm<T>(doing: string, work: (ready: Ready) => Promise<T>): Promise<T> {
    const ready = await this.#reach.start();
    return this.#doing(doing, undefined, () => work(ready));
  }

  /** Long work, of which everybody who looks at the host is told how far it is. Throws a RegscopeError of code HOST_BUSY for a second one. */
  async busyWith<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    if (this.#busy !== '')
      throw new RegscopeError('HOST_BUSY', `${this.name} is busy: ${this.#busy}; try again when it is done`, {
        host: this.name,
      });
    const turn = (busy: string) => {
      this.#busy = busy;
      this.#changed();
    };
    let told = 0;
    turn(what);
    try {
      return await work((step) => {
        if (performance.now() - told < TELL_EVERY_MS) return;
        told = performance.now();
        turn(`${what}: ${step}`);
      });
    } finally {
      turn('');
    }
  }

  /** Work on VMs of its own that waits for others of its kind and for nobody else; told when it takes long. */
  async inTurn<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    return this.#turns.take(what, work);
  }

  /** The VM's number on KVM's side. Throws as `vm` does. */
  numberOf(name: string): { kvm: Kvm; number: number } {
    const vm = this.#vms.find(name);
    return { kvm: this.#connected(vm).kvm, number: vm.number };
  }

  #vm(owned: OwnedVm): LiveVm {
    const { vm, phase, vcpus, features, createdAt } = owned;
    const { ready, connector } = this.#reach;
    return {
      host: this.name,
      kind: 'owned',
      vmm: 'regscope',
      pid: ready?.pid ?? null,
      arch: ready?.hello.arch ?? connector.arch,
      vm,
      phase,
      vcpus,
      features,
      createdAt,
    };
  }

  #connected(vm: OwnedVm): Ready {
    const { ready } = this.#reach;
    if (ready !== undefined) return ready;
    throw this.#gone(vm.vm);
  }

  #gone(vm: string): RegscopeError {
    return new RegscopeError('HOST_GONE', `${vm} of ${this.name} is gone: the host is ${this.#reach.kind}`, {
      host: this.name,
      vm,
    });
  }

  async #doing<T>(doing: string, vm: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asRegscopeError(error, { host: this.name, doing, ...(vm === undefined ? {} : { vm }) });
    }
  }
}

const TELL_EVERY_MS = 500;
