import { doingAt } from './failures.ts';
import type { RegisterId } from '@regscope/registers';
import type { Status, VmReading, Write } from '@regscope/kvm';
import { scratchLike, type Scratch } from './edits/scratch.ts';
import type { VmAccess } from './edits/vm-access.ts';
import type { OwnedHost } from './owned-host.ts';
import type { Ready } from './reach.ts';
import { registersOf, type RegisterValues } from './snapshot.ts';
import type { LiveVm } from './owned-vms.ts';
import type { Snapshot } from './source-host.ts';

/** One of a host's own VMs. Bound to the KVM that it was made on: when that ends, it is told, and nothing of a later VM is touched. */
export class OwnedVmAccess implements VmAccess {
  readonly host: string;
  readonly name: string;
  readonly #owner: OwnedHost;
  readonly #ready: Ready;
  readonly #number: number;

  constructor(owner: OwnedHost, ready: Ready, { vm, number }: { vm: string; number: number }) {
    this.host = owner.name;
    this.name = vm;
    this.#owner = owner;
    this.#ready = ready;
    this.#number = number;
  }

  async vm(): Promise<LiveVm> {
    return this.#owner.vm(this.name);
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#owner.alone(this.name, work);
  }

  async read(ids: readonly RegisterId[] = []): Promise<VmReading> {
    return this.#doing('reading registers', () => this.#ready.kvm.read(this.#number, ids));
  }

  async write(writes: readonly Write[]): Promise<Status[]> {
    return this.#doing('writing registers', () => this.#ready.kvm.write(this.#number, writes));
  }

  async snapshot(): Promise<Snapshot> {
    const reading = await this.read();
    const scopes = await this.#doing('asking for scopes', () => this.#ready.kvm.scopes(this.#number));
    return {
      vm: await this.vm(),
      kernel: this.#ready.hello.kernel,
      cpu: this.#owner.cpu,
      readAt: new Date().toISOString(),
      ioctlMs: Number(reading.ioctlNs) / 1e6,
      listErrors: reading.vcpus.map(({ listError }) => listError),
      registers: registersOf(reading),
      scopes,
    };
  }

  async scratch(held: readonly RegisterValues[]): Promise<Scratch> {
    return scratchLike(this.#owner, await this.vm(), held);
  }

  #doing<T>(doing: string, work: () => Promise<T>): Promise<T> {
    return doingAt({ host: this.host, vm: this.name, doing }, work);
  }
}
