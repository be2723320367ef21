// A host on which regscope makes VMs itself. Owns the VMs; `Reach` is the way to the host.
import type { CreateVm, Host, RunAnswer, Vm } from '@regscope/contract';
import type { Kvm, VmReading } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import { Busy } from './busy.ts';
import type { Connector } from './connector.ts';
import { describeReach } from './describe-reach.ts';
import type { VmAccess } from './edits/vm-access.ts';
import { doingAt, hostGone, noSuchVcpu } from './failures.ts';
import { OwnedVmAccess } from './owned-vm-access.ts';
import { liveVm, OwnedVms, type LiveVm, type OwnedVm } from './owned-vms.ts';
import { Reach, type Ready } from './reach.ts';
import type { Snapshot, SourceHost } from './source-host.ts';
import { Turns } from './turns.ts';
import { wantedMachine } from './wanted-machine.ts';

export class OwnedHost implements SourceHost {
  readonly name: string;
  readonly #reach: Reach;
  readonly #changed: () => void;
  readonly #vms: OwnedVms;
  readonly #turns: Turns;
  readonly #busy: Busy;

  constructor(connector: Connector, changed: () => void) {
    this.name = connector.name;
    this.#changed = changed;
    this.#turns = new Turns(changed);
    this.#busy = new Busy(connector.name, changed);
    this.#vms = new OwnedVms(connector.name);
    this.#reach = new Reach(connector, { changed, lost: (because) => this.#vms.loseAll(because) });
  }

  /** As a person would call it; null while unknown. */
  get cpu(): string | null {
    return this.#reach.connector.cpu;
  }

  async describe(): Promise<Host> {
    const reached = await describeReach(this.#reach);
    return { ...reached, vms: this.#vms.count, unseen: '', busy: this.#busy.told || this.#turns.told };
  }

  /** Resolves when the host is ready. Rejects with a RegscopeError that says what to do. */
  async start(): Promise<void> {
    await this.#reach.start();
  }

  /** Undefined while it is in any other state. */
  get ready(): Ready | undefined {
    return this.#reach.ready;
  }

  /** Closes every VM and ends the host. */
  async stop(): Promise<void> {
    await this.#reach.stop();
  }

  vms(): LiveVm[] {
    return this.#vms.all().map((vm) => this.#live(vm));
  }

  vm(name: string): LiveVm {
    return this.#live(this.#vms.find(name));
  }

  async createVm(shape: CreateVm): Promise<Vm> {
    const ready = await this.#reach.start();
    const { machine, features } = wantedMachine(shape, ready, this.name);
    const number = await this.#doing('making a VM', undefined, () => ready.kvm.create(machine));
    if (this.#reach.ready !== ready) throw hostGone(this.name, 'the VM', this.#reach.kind);
    const vm = this.#vms.add({ number, vcpus: shape.vcpus, features });
    this.#changed();
    return this.#live(vm);
  }

  async closeVm(name: string): Promise<Vm> {
    return this.alone(name, async () => {
      const { owned, ready } = this.#connected(name);
      this.#vms.lose(owned, 'it was closed');
      await this.#doing('closing the VM', name, () => ready.kvm.close(owned.number)).finally(this.#changed);
      return { ...this.#live(owned), phase: 'gone' };
    });
  }

  /** What changes a VM is done one after the other: nobody runs or closes it, or edits it too, while `work` goes on. */
  async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#vms.alone(this.#vms.find(name), work);
  }

  /** For reading and changing its registers. Throws a RegscopeError of code NO_SUCH_VM, or HOST_GONE. */
  editable(name: string): VmAccess {
    const { owned, ready } = this.#connected(name);
    return new OwnedVmAccess(this, ready, owned);
  }

  /** Reads every register of every vCPU, or the named ones. */
  async read(name: string, ids: readonly RegisterId[] = []): Promise<{ vm: LiveVm; reading: VmReading }> {
    const reading = await this.editable(name).read(ids);
    return { vm: this.vm(name), reading };
  }

  async snapshot(name: string): Promise<Snapshot> {
    return this.editable(name).snapshot();
  }

  /** Runs one vCPU once. From then on the VM counts as started, whatever KVM_RUN answers. */
  async run(name: string, vcpu: number): Promise<RunAnswer> {
    const { owned, ready } = this.#connected(name);
    if (vcpu >= owned.vcpus) throw noSuchVcpu(this.name, owned, vcpu);
    return this.alone(name, async () => {
      this.#vms.find(name);
      owned.phase = 'started';
      const running = this.#doing(`running vCPU ${vcpu}`, name, () => ready.kvm.run(owned.number, vcpu));
      return { exitReason: await running.finally(this.#changed), phase: owned.phase };
    });
  }

  /** For work that needs more of KVM than a VM's registers. What it throws becomes a RegscopeError. */
  async withKvm<T>(doing: string, work: (ready: Ready) => Promise<T>): Promise<T> {
    const ready = await this.#reach.start();
    return this.#doing(doing, undefined, () => work(ready));
  }

  /** Long work, of which everybody who looks at the host is told how far it is. Throws a RegscopeError of code HOST_BUSY for a second one. */
  async busyWith<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    return this.#busy.take(what, work);
  }

  /** Work on VMs of its own that waits for others of its kind and for nobody else; told when it takes long. */
  async inTurn<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    return this.#turns.take(what, work);
  }

  /** The VM's number on KVM's side. Throws as `editable` does. */
  numberOf(name: string): { kvm: Kvm; number: number } {
    const { owned, ready } = this.#connected(name);
    return { kvm: ready.kvm, number: owned.number };
  }

  #live(owned: OwnedVm): LiveVm {
    const { ready, connector } = this.#reach;
    return liveVm(owned, { host: this.name, pid: ready?.pid ?? null, arch: ready?.hello.arch ?? connector.arch });
  }

  #connected(name: string): { owned: OwnedVm; ready: Ready } {
    const owned = this.#vms.find(name);
    const { ready, kind } = this.#reach;
    if (ready === undefined) throw hostGone(this.name, name, kind);
    return { owned, ready };
  }

  #doing<T>(doing: string, vm: string | undefined, work: () => Promise<T>): Promise<T> {
    return doingAt({ host: this.name, doing, ...(vm === undefined ? {} : { vm }) }, work);
  }
}
