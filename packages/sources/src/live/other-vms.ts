// The VMs of other processes, host by host, as far as hosts can be looked at for them.
import { AttachedVms } from './attached-vms.ts';
import type { Lookout } from './lookout.ts';

export class OtherVms {
  readonly #changed: () => void;
  readonly #of = new Map<string, AttachedVms>();
  readonly #watches: (() => void)[] = [];
  #isWatching = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  add(host: { name: string; arch: string }, lookout: Lookout): void {
    const vms = new AttachedVms({ host: host.name, arch: host.arch, lookout, changed: this.#changed });
    this.#of.set(host.name, vms);
    if (this.#isWatching) this.#watches.push(vms.watch());
  }

  /** Undefined for a host that is not looked at. */
  of(host: string): AttachedVms | undefined {
    return this.#of.get(host);
  }

  /** From then on changes are told, until `unwatch`. */
  watch(): void {
    this.#isWatching = true;
    for (const vms of this.#of.values()) this.#watches.push(vms.watch());
  }

  unwatch(): void {
    this.#isWatching = false;
    for (const end of this.#watches.splice(0)) end();
  }
}
