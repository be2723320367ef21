// The register of hosts: who is there, by name. A lab host comes into being when somebody names it.
import { RegscopeError, type Change, type Host, type Vm } from '@regscope/contract';
import { defaultLab, labName, parseLabName, savedLabs } from '@regscope/lab';
import type { HostFiles } from './host-files.ts';
import { labHost } from './lab-host.ts';
import { localHost } from './local-host.ts';
import { OwnedHost } from './owned-host.ts';

export class Hosts implements AsyncDisposable {
  readonly #files: HostFiles;
  readonly #hosts = new Map<string, OwnedHost>();
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(files: HostFiles) {
    this.#files = files;
    this.#add('local', () => localHost(files));
    this.#lab(labName(defaultLab));
  }

  /**
   * For looking: a lab host that nobody used yet is told as it is, and forgotten again. Throws a RegscopeError of code NO_SUCH_HOST. `lab`
   * alone is the default lab host.
   */
  find(name: string): OwnedHost {
    const spec = parseLabName(name);
    const host = this.#hosts.get(spec === undefined ? name : labName(spec));
    if (host !== undefined) return host;
    if (spec !== undefined) return this.#host(() => labHost(spec, this.#files));
    throw this.#noSuchHost(name);
  }

  /** For starting it or making a VM: a lab host that is used is kept. Throws as `find` does. */
  use(name: string): OwnedHost {
    const host = this.#hosts.get(name) ?? this.#lab(name);
    if (host !== undefined) return host;
    throw this.#noSuchHost(name);
  }

  #noSuchHost(name: string): RegscopeError {
    return new RegscopeError(
      'NO_SUCH_HOST',
      `no host is called ${JSON.stringify(name)}; there are local and lab:KERNEL:CPU (lab:6.12:max)`,
      { host: name },
    );
  }

  async describe(): Promise<Host[]> {
    for (const { name } of await savedLabs(this.#files.cache)) if (this.#hosts.size < MOST_HOSTS) this.#lab(name);
    return Promise.all([...this.#hosts.values()].map((host) => host.describe()));
  }

  vms(): Vm[] {
    return [...this.#hosts.values()].flatMap((host) => host.vms());
  }

  /** Tells of every change until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** For changes that only the caller knows of, such as registers after a run. */
  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.stop()));
  }

  #lab(text: string): OwnedHost | undefined {
    const spec = parseLabName(text);
    if (spec === undefined) return undefined;
    return this.#add(labName(spec), () => labHost(spec, this.#files));
  }

  #add(name: string, connector: () => ConstructorParameters<typeof OwnedHost>[0]): OwnedHost {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    if (this.#hosts.size >= MOST_HOSTS)
      throw new RegscopeError(
        'TOO_MANY',
        `regscope keeps ${MOST_HOSTS} hosts at most; restart it to forget those that nobody uses`,
        { host: name },
      );
    const host = this.#host(connector);
    this.#hosts.set(name, host);
    return host;
  }

  #host(connector: () => ConstructorParameters<typeof OwnedHost>[0]): OwnedHost {
    return new OwnedHost(connector(), () => {
      this.announce({ what: 'hosts' });
      this.announce({ what: 'vms' });
    });
  }
}

/** A host that was used is kept; names come from outside, so there is an end to them. */
const MOST_HOSTS = 100;
