// The hosts that VMs of other processes are looked for on.
import type { OwnedHost } from '../owned-host.ts';
import { AttachedVms } from './attached-vms.ts';
import type { Lookout } from './lookout.ts';
import { SharedHost } from './shared-host.ts';

export class OtherVms {
  readonly #changed: () => void;
  readonly #of = new Map<string, { vms: AttachedVms; host: SharedHost }>();
  readonly #watches: (() => void)[] = [];
  #isWatching = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  add(owner: OwnedHost, arch: string, lookout: Lookout): void {
    const vms = new AttachedVms({ host: owner.name, arch, lookout, changed: this.#changed });
    this.#of.set(owner.name, { vms, host: new SharedHost(owner, vms) });
    if (this.#isWatching) this.#watches.push(vms.watch());
  }

  /** Undefined for a host that is not looked at. */
  of(host: string): SharedHost | undefined {
    return this.#of.get(host)?.host;
  }

  /** From then on changes are told, until `unwatch`. */
  watch(): void {
    this.#isWatching = true;
    for (const { vms } of this.#of.values()) this.#watches.push(vms.watch());
  }

  unwatch(): void {
    this.#isWatching = false;
    for (const end of this.#watches.splice(0)) end();
  }
}
