// A host as a place to look at: VMs that regscope made there, and those of other processes.
import { isAttachedName, type Attachment, type Host, type Sighting, type Vm } from '@regscope/contract';
import type { VmAccess } from '../edits/vm-access.ts';
import type { OwnedHost } from '../owned-host.ts';
import type { Snapshot, SourceHost } from '../source-host.ts';
import { ownCapturable, type Capturable } from '../take-capture.ts';
import { Attachments } from './attach/attachments.ts';
import type { AttachedVms } from './attached-vms.ts';

export class SharedHost implements SourceHost {
  readonly name: string;
  readonly #owned: OwnedHost;
  readonly #attached: AttachedVms;
  readonly #attachments: Attachments;

  constructor(owned: OwnedHost, attached: AttachedVms) {
    this.name = owned.name;
    this.#owned = owned;
    this.#attached = attached;
    this.#attachments = new Attachments(owned, attached);
  }

  async describe(): Promise<Host> {
    const [host, { unseen }] = await Promise.all([this.#owned.describe(), this.#attached.look()]);
    return { ...host, unseen };
  }

  async vms(): Promise<Vm[]> {
    const { seen } = await this.#attached.look();
    return [...this.#owned.vms(), ...seen.map(({ vm }) => this.#dated(vm))];
  }

  async vm(name: string): Promise<Vm> {
    return isAttachedName(name) ? this.#dated((await this.#attached.find(name)).vm) : this.#owned.vm(name);
  }

  /** Throws as `vm` does. */
  async sighting(name: string): Promise<Sighting> {
    const sighting = await this.#attached.sighting(name);
    const vm = this.#dated(sighting.vm);
    return { ...sighting, vm, attachment: this.#attachments.last(vm) ?? null };
  }

  /** Of a VM of another process, what was read when regscope last attached to it. */
  async snapshot(name: string): Promise<Snapshot> {
    return isAttachedName(name) ? this.#attachments.snapshot(name) : this.#owned.snapshot(name);
  }

  /** Throws as `snapshot` does. */
  async editable(name: string): Promise<VmAccess> {
    return isAttachedName(name) ? this.#attachments.access(name) : this.#owned.editable(name);
  }

  /** Stops each vCPU of another process's VM for a moment, and reads it. Throws a RegscopeError of code ATTACH_REFUSED that says why not. */
  async attach(name: string, how: { despiteFilters: boolean }): Promise<Attachment> {
    return this.#attachments.attach(name, how);
  }

  /** Of a VM of another process, what was read then and how: it is not stopped once more for it. Throws as `snapshot` does. */
  async capturable(name: string): Promise<Capturable> {
    if (!isAttachedName(name)) return ownCapturable(this.#owned, name);
    return { host: this.#owned, ...(await this.#attachments.reading(name)) };
  }

  /** With when it was read, if ever. */
  #dated(vm: Vm): Vm {
    const last = this.#attachments.last(vm);
    return last === undefined ? vm : { ...this.#attachments.phased(vm), readAt: last.readAt };
  }
}
