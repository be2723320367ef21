// A host as a place to look at: VMs that regscope made there, and those of other processes.
import { isAttachedName, RegscopeError, type Host, type Sighting, type Vm } from '@regscope/contract';
import type { OwnedHost } from '../owned-host.ts';
import type { Snapshot, SourceHost } from '../source-host.ts';
import type { AttachedVms } from './attached-vms.ts';

export class SharedHost implements SourceHost {
  readonly name: string;
  readonly #owned: OwnedHost;
  readonly #attached: AttachedVms;

  constructor(owned: OwnedHost, attached: AttachedVms) {
    this.name = owned.name;
    this.#owned = owned;
    this.#attached = attached;
  }

  async describe(): Promise<Host> {
    const [host, { unseen }] = await Promise.all([this.#owned.describe(), this.#attached.look()]);
    return { ...host, unseen };
  }

  async vms(): Promise<Vm[]> {
    const { seen } = await this.#attached.look();
    return [...this.#owned.vms(), ...seen.map(({ vm }) => vm)];
  }

  async vm(name: string): Promise<Vm> {
    return isAttachedName(name) ? (await this.#attached.find(name)).vm : this.#owned.vm(name);
  }

  /** Throws as `vm` does. */
  async sighting(name: string): Promise<Sighting> {
    return this.#attached.sighting(name);
  }

  async snapshot(name: string): Promise<Snapshot> {
    if (isAttachedName(name)) throw needsAttach(await this.vm(name));
    return this.#owned.snapshot(name);
  }
}

function needsAttach({ host, vm, vmm, pid, phase }: Vm): RegscopeError {
  return new RegscopeError(
    'NEEDS_ATTACH',
    `the registers of ${host}/${vm} are in a VM of ${vmm === 'unknown' ? 'another process' : vmm} (pid ${pid}), and KVM shows them to that process alone. regscope would have to attach to its vCPU threads, which it cannot do yet; it shows what can be seen without stopping the VM, and guesses nothing`,
    { host, vm, vmm, pid, phase },
  );
}
