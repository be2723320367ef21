// A host on which regscope makes VMs itself. Owns the host's state, its connection and its VMs; whoever connects knows how.
import { RegscopeError, type CreateVm, type Host, type RunAnswer, type Vm } from '@regscope/contract';
import {
  KvmError,
  limitsOf,
  machineFor,
  offeredFeatures,
  PROTOCOL_VERSION,
  type Feature,
  type Hello,
  type Kvm,
  type Limits,
  type VmReading,
} from '@regscope/kvm';
import { unreachable, type RegisterId } from '@regscope/registers';
import type { Connection, Connector } from './connector.ts';
import { chosenFeatures } from './chosen-features.ts';
import { asRegscopeError, cannotOpen, stale } from './failures.ts';
import { OwnedVms, type OwnedVm } from './owned-vms.ts';

type Ready = Connection & { hello: Hello; features: Feature[]; limits: Limits; bootMs: number };
type State =
  | { kind: 'stopped'; because: string }
  | { kind: 'unavailable'; because: string; since: number }
  | { kind: 'starting'; because: string; done: Promise<Ready>; abort: AbortController }
  | { kind: 'stopping'; done: Promise<void> }
  | { kind: 'ready'; ready: Ready };

export class OwnedHost {
  readonly name: string;
  readonly #connector: Connector;
  readonly #changed: () => void;
  readonly #vms: OwnedVms;
  #state: State = { kind: 'stopped', because: '' };

  constructor(connector: Connector, changed: () => void) {
    this.name = connector.name;
    this.#connector = connector;
    this.#changed = changed;
    this.#vms = new OwnedVms(connector.name);
  }

  async describe(): Promise<Host> {
    const { name, kind, startsByItself } = this.#connector;
    if (startsByItself && this.#mayTry()) await this.#reach().catch(() => undefined);
    const ready = this.#state.kind === 'ready' ? this.#state.ready : undefined;
    return {
      name,
      kind,
      arch: ready?.hello.arch ?? this.#connector.arch,
      kernel: ready?.hello.kernel ?? null,
      cpu: this.#connector.cpu,
      state: this.#state.kind,
      because: await this.#because(),
      features: ready?.features ?? [],
      maxVcpus: ready?.limits.maxVcpus ?? null,
      bootMs: ready?.bootMs ?? null,
      vms: this.#vms.count,
    };
  }

  /** Resolves when the host is ready. Rejects with a RegscopeError that says what to do. */
  async start(): Promise<void> {
    await this.#reach();
  }

  /** Closes every VM and ends the host. */
  async stop(): Promise<void> {
    if (this.#state.kind === 'starting') {
      const { abort, done } = this.#state;
      abort.abort();
      await done.catch(() => undefined);
    }
    if (this.#state.kind === 'stopping') return this.#state.done;
    if (this.#state.kind !== 'ready') return;
    const done = this.#release(this.#state.ready);
    this.#turn({ kind: 'stopping', done });
    this.#vms.loseAll('its host was stopped');
    await done;
    this.#turn({ kind: 'stopped', because: '' });
  }

  vms(): Vm[] {
    return this.#vms.all().map((vm) => this.#vm(vm));
  }

  vm(name: string): Vm {
    return this.#vm(this.#vms.find(name));
  }

  async createVm(shape: CreateVm): Promise<Vm> {
    const ready = await this.#reach();
    const features = chosenFeatures(shape.features, ready.features, this.name);
    if (shape.vcpus > ready.limits.maxVcpus)
      throw new RegscopeError(
        'TOO_MANY',
        `${this.name} gives a VM at most ${ready.limits.maxVcpus} vCPUs, ${shape.vcpus} were asked for`,
        { host: this.name },
      );
    const machine = machineFor(ready.hello.arch, { vcpus: shape.vcpus, features }, ready.limits);
    const number = await this.#doing('making a VM', undefined, () => ready.kvm.create(machine));
    if (this.#state.kind !== 'ready' || this.#state.ready !== ready) throw this.#gone('the VM');
    const vm = this.#vms.add({ number, vcpus: shape.vcpus, features });
    this.#changed();
    return this.#vm(vm);
  }

  async closeVm(name: string): Promise<Vm> {
    const vm = this.#vms.find(name);
    const { kvm } = this.#connected(vm);
    this.#vms.lose(vm, 'it was closed');
    await this.#doing('closing the VM', name, () => kvm.close(vm.number)).finally(this.#changed);
    return { ...this.#vm(vm), phase: 'gone' };
  }

  /** Reads every register of every vCPU, or the named ones. */
  async read(name: string, ids: readonly RegisterId[] = []): Promise<{ vm: Vm; kernel: string; reading: VmReading }> {
    const vm = this.#vms.find(name);
    const { kvm, hello } = this.#connected(vm);
    const reading = await this.#doing('reading registers', name, () => kvm.read(vm.number, ids));
    return { vm: this.#vm(vm), kernel: hello.kernel, reading };
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
    vm.phase = 'started';
    const exitReason = await this.#doing(`running vCPU ${vcpu}`, name, () => kvm.run(vm.number, vcpu)).finally(
      this.#changed,
    );
    return { exitReason, phase: vm.phase };
  }

  #vm(owned: OwnedVm): Vm {
    const { vm, phase, vcpus, features, createdAt } = owned;
    const ready = this.#state.kind === 'ready' ? this.#state.ready : undefined;
    return {
      host: this.name,
      kind: 'owned',
      vmm: 'regscope',
      pid: ready?.pid ?? null,
      arch: ready?.hello.arch ?? this.#connector.arch,
      vm,
      phase,
      vcpus,
      features,
      createdAt,
    };
  }

  #connected(vm: OwnedVm): { kvm: Kvm; hello: Hello } {
    if (this.#state.kind === 'ready') return this.#state.ready;
    throw this.#gone(vm.vm);
  }

  #gone(vm: string): RegscopeError {
    const { kind } = this.#state;
    return new RegscopeError('HOST_GONE', `${vm} of ${this.name} is gone: the host is ${kind}`, {
      host: this.name,
      vm,
    });
  }

  /** The channel first: whatever was asked and not answered yet is answered now, and nothing comes later. */
  async #release({ kvm, release }: Connection): Promise<void> {
    await kvm[Symbol.asyncDispose]();
    await release();
  }

  /** A host that was unavailable is tried again when somebody looks, but not by everybody who looks. */
  #mayTry(): boolean {
    const { kind } = this.#state;
    return kind === 'stopped' || (kind === 'unavailable' && performance.now() - this.#state.since > RETRY_AFTER_MS);
  }

  async #reach(): Promise<Ready> {
    if (this.#state.kind === 'ready') return this.#state.ready;
    if (this.#state.kind === 'starting') return this.#state.done;
    if (this.#state.kind === 'stopping')
      throw new RegscopeError('HOST_BUSY', `${this.name} is stopping; try again in a moment`, { host: this.name });
    const abort = new AbortController();
    const done = this.#connect(abort.signal);
    this.#turn({ kind: 'starting', because: 'starting', done, abort });
    return done;
  }

  async #connect(signal: AbortSignal): Promise<Ready> {
    const began = performance.now();
    await Promise.resolve();
    try {
      const connection = await this.#connector.connect((because) => this.#progress(because), signal);
      const ready = await this.#greet(connection, began);
      if (signal.aborted) await this.#release(connection);
      signal.throwIfAborted();
      this.#turn({ kind: 'ready', ready });
      void connection.kvm.ended.then((failure) => this.#ended(ready, new KvmError(failure)));
      return ready;
    } catch (thrown) {
      const error = signal.aborted
        ? new RegscopeError('HOST_BUSY', `${this.name} was stopped while it was starting`, { host: this.name })
        : asRegscopeError(thrown, { host: this.name, doing: 'starting the host' });
      const because = error instanceof Error ? error.message : String(error);
      this.#turn(
        signal.aborted ? { kind: 'stopped', because: '' } : { kind: 'unavailable', because, since: performance.now() },
      );
      throw error;
    }
  }

  async #greet(connection: Connection, began: number): Promise<Ready> {
    const { kvm } = connection;
    try {
      const hello = await kvm.hello();
      if (hello.protocol !== PROTOCOL_VERSION) throw stale(this.name, hello.protocol);
      if (hello.openError !== null) throw cannotOpen(this.name, hello.openError);
      const [features, limits] = [await offeredFeatures(kvm, hello.arch), await limitsOf(kvm)];
      return { ...connection, hello, features, limits, bootMs: Math.round(performance.now() - began) };
    } catch (error) {
      await this.#release(connection);
      throw error;
    }
  }

  /** The process or machine behind the host ended by itself: its VMs are lost, and the next start makes a new one. */
  #ended(ready: Ready, error: KvmError): void {
    if (this.#state.kind !== 'ready' || this.#state.ready !== ready) return;
    this.#vms.loseAll(error.message);
    this.#turn({ kind: 'stopped', because: `${error.message}; it can be started again` });
    void this.#release(ready);
  }

  async #doing<T>(doing: string, vm: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asRegscopeError(error, { host: this.name, doing, ...(vm === undefined ? {} : { vm }) });
    }
  }

  async #because(): Promise<string> {
    switch (this.#state.kind) {
      case 'ready':
        return '';
      case 'stopping':
        return 'closing its VMs';
      case 'stopped':
        return this.#state.because === '' ? this.#connector.whileStopped() : this.#state.because;
      case 'starting':
      case 'unavailable':
        return this.#state.because;
      default:
        return unreachable(this.#state);
    }
  }

  #progress(because: string): void {
    if (this.#state.kind === 'starting') this.#turn({ ...this.#state, because });
  }

  #turn(state: State): void {
    this.#state = state;
    this.#changed();
  }
}

const RETRY_AFTER_MS = 3000;
