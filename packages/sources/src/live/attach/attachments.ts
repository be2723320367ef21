// What regscope read of VMs of other processes when it was asked to attach to them: kept, so that nothing is stopped for looking twice.
import { RegscopeError, type Attachment, type Vm } from '@regscope/contract';
import type { OwnedHost } from '../../owned-host.ts';
import type { Snapshot } from '../../source-host.ts';
import type { AttachedVms } from '../attached-vms.ts';
import { withTold } from './ask-qmp.ts';
import { AttachedVmAccess, type Kept } from './attached-vm-access.ts';
import { StopClock } from './stop-times.ts';

export class Attachments {
  readonly #owner: OwnedHost;
  readonly #others: AttachedVms;
  /** By name and the start of its process: a name can come again. */
  readonly #kept = new Map<string, Kept>();

  constructor(owner: OwnedHost, others: AttachedVms) {
    this.#owner = owner;
    this.#others = others;
  }

  /** Stops each vCPU for a moment, and keeps what it held. Throws a RegscopeError of code ATTACH_REFUSED that says why, and then nothing was done. */
  async attach(name: string, { despiteFilters }: { despiteFilters: boolean }): Promise<Attachment> {
    const { vm } = await this.#others.findNow(name);
    const kept = this.#of(vm);
    const access = new AttachedVmAccess(name, { owner: this.#owner, others: this.#others, kept, despiteFilters });
    await access.alone(async () => {
      await access.read();
      kept.readDespiteFilters = despiteFilters;
    });
    const done = this.last(vm);
    if (done === undefined) throw needsAttach(vm);
    return done;
  }

  last(vm: Vm): Attachment | undefined {
    const { last, clock, readDespiteFilters = false } = this.#known(vm) ?? {};
    if (last === undefined || clock === undefined) return undefined;
    return { readAt: last.readAt, despiteFilters: readDespiteFilters, stops: clock.times() };
  }

  /** What was read last; nothing is stopped for it. Throws a RegscopeError of code NEEDS_ATTACH. */
  async snapshot(name: string): Promise<Snapshot> {
    const { vm } = await this.#others.find(name);
    const last = this.#known(vm)?.last;
    if (last === undefined) throw needsAttach(vm);
    const { phase, phaseBecause } = this.phased(vm);
    return { ...last, vm: { ...last.vm, phase, ...(phaseBecause === undefined ? {} : { phaseBecause }) } };
  }

  /** What was read last, of the phase that the VM was in then, and how long it stood still. Throws as `snapshot` does. */
  async reading(name: string): Promise<{ snapshot: Snapshot; attached: Attachment }> {
    const { vm } = await this.#others.find(name);
    const [snapshot, attached] = [this.#known(vm)?.last, this.last(vm)];
    if (snapshot === undefined || attached === undefined) throw needsAttach(vm);
    return { snapshot, attached };
  }

  /** With the phase that QEMU told when it was last attached to, where nothing else tells one. */
  phased(vm: Vm): Vm {
    return withTold(vm, this.#known(vm)?.told);
  }

  async access(name: string): Promise<AttachedVmAccess> {
    const { vm } = await this.#others.find(name);
    const kept = this.#known(vm);
    if (kept?.last === undefined) throw needsAttach(vm);
    return new AttachedVmAccess(name, { owner: this.#owner, others: this.#others, kept, despiteFilters: false });
  }

  #known(vm: Vm): Kept | undefined {
    return this.#kept.get(keyOf(vm));
  }

  /** Who was attached to last is kept longest; who only looks takes nobody's place. */
  #of(vm: Vm): Kept {
    const known = this.#known(vm);
    this.#kept.delete(keyOf(vm));
    if (known !== undefined) {
      this.#kept.set(keyOf(vm), known);
      return known;
    }
    const kept: Kept = {
      clock: new StopClock(),
      readDespiteFilters: false,
      places: undefined,
      last: undefined,
      told: undefined,
      turn: Promise.resolve(),
    };
    this.#kept.set(keyOf(vm), kept);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return kept;
  }
}

function keyOf({ vm, createdAt }: Vm): string {
  return `${vm} ${createdAt}`;
}

function needsAttach({ host, vm, vmm, pid, phase }: Vm): RegscopeError {
  return new RegscopeError(
    'NEEDS_ATTACH',
    `the registers of ${host}/${vm} are in a VM of ${vmm === 'unknown' ? 'another process' : vmm} (pid ${pid}), and KVM shows them to that process alone. Attach to it first, which stops each vCPU for a moment: regscope attach ${host}/${vm}, or the button on its page`,
    { host, vm, vmm, pid, phase },
  );
}

const MOST_KEPT = 200;
