import { isAttachedName, RegscopeError } from '@regscope/contract';
import type { Phase } from '@regscope/registers';
import type { CountedVm } from './source-host.ts';

/** A VM that regscope made. `number` is the one that KVM's side knows it by. */
export type OwnedVm = {
  vm: string;
  number: number;
  phase: Phase;
  vcpus: number;
  features: string[];
  createdAt: string;
};

/** Of a VM that regscope made, the features are always known. */
export type LiveVm = CountedVm & { features: string[] };

export function liveVm(owned: OwnedVm, on: { host: string; pid: number | null; arch: string }): LiveVm {
  const { vm, phase, vcpus, features, createdAt } = owned;
  return { ...on, kind: 'owned', vmm: 'regscope', vm, phase, vcpus, features, createdAt };
}

/** The VMs of one host, and a memory of those that are gone, so that a link to one of them gets a better answer than "no such VM". */
export class OwnedVms {
  readonly #host: string;
  readonly #vms = new Map<string, OwnedVm>();
  readonly #gone = new Map<string, string>();
  readonly #turns = new WeakMap<OwnedVm, Promise<unknown>>();
  #last = 0;

  constructor(host: string) {
    this.#host = host;
  }

  get count(): number {
    return this.#vms.size;
  }

  all(): OwnedVm[] {
    return [...this.#vms.values()];
  }

  /** Throws a RegscopeError of code NO_SUCH_VM, which says what became of the VM if it was ever there, or NOT_EDITABLE for one of another process. */
  find(name: string): OwnedVm {
    const vm = this.#vms.get(name);
    if (vm !== undefined) return vm;
    if (isAttachedName(name))
      throw new RegscopeError(
        'NOT_EDITABLE',
        `${this.#host}/${name} is no VM that regscope made: it is looked at, and left alone`,
        {
          host: this.#host,
          vm: name,
        },
      );
    const because = this.#gone.get(name);
    const message =
      because === undefined
        ? `${this.#host} has no VM ${JSON.stringify(name)}`
        : `${this.#host}/${name} is gone: ${because}`;
    throw new RegscopeError('NO_SUCH_VM', message, { host: this.#host, vm: name });
  }

  add(made: { number: number; vcpus: number; features: string[] }): OwnedVm {
    const vm: OwnedVm = { vm: String(++this.#last), phase: 'new', createdAt: new Date().toISOString(), ...made };
    this.#vms.set(vm.vm, vm);
    return vm;
  }

  /** Begins when whoever came before is done, however that ended. */
  alone<T>(vm: OwnedVm, work: () => Promise<T>): Promise<T> {
    const done = (this.#turns.get(vm) ?? Promise.resolve()).then(work);
    this.#turns.set(
      vm,
      done.catch(() => undefined),
    );
    return done;
  }

  lose(vm: OwnedVm, because: string): void {
    this.#vms.delete(vm.vm);
    this.#gone.set(vm.vm, because);
    const oldest = this.#gone.keys().next();
    if (this.#gone.size > REMEMBERED && oldest.done !== true) this.#gone.delete(oldest.value);
  }

  loseAll(because: string): void {
    for (const vm of this.all()) this.lose(vm, because);
  }
}

const REMEMBERED = 200;
