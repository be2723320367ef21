// The register of hosts: who is there, by name. A lab host comes into being when somebody names it.
import {
  isAttachedName,
  RegscopeError,
  type CaptureSummary,
  type Change,
  type Host,
  type Sighting,
  type Vm,
} from '@regscope/contract';
import { defaultLab, labName, parseLabName, savedLabs } from '@regscope/lab';
import { CaptureStore } from './capture-store.ts';
import type { HostFiles } from './host-files.ts';
import { AttachedVms } from './live/attached-vms.ts';
import { LocalSource } from './live/local-source.ts';
import type { ReadStats } from './live/run-evidence.ts';
import { sightingOf } from './live/sighting.ts';
import { labHost } from './lab-host.ts';
import { localHost } from './local-host.ts';
import { OwnedHost } from './owned-host.ts';
import { RecordedHost } from './recorded-host.ts';
import { probedLike } from './probed-like.ts';
import type { Probed, Snapshot, SourceHost } from './source-host.ts';

export class Hosts implements AsyncDisposable {
  readonly captures: CaptureStore;
  readonly #files: HostFiles;
  readonly #hosts = new Map<string, OwnedHost>();
  readonly #probed = new Map<string, Probed>();
  readonly #local: OwnedHost;
  readonly #attached: AttachedVms;
  #ended = false;
  #unwatch = (): void => {};
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(files: HostFiles) {
    this.#files = files;
    this.captures = new CaptureStore(files.captures);
    this.#local = this.#add('local', () => localHost(files));
    this.#attached = new AttachedVms({
      files: files.look,
      host: 'local',
      arch: localHost(files).arch,
      readStats: this.#readStats,
      changed: () => {
        this.announce({ what: 'vms' });
        this.announce({ what: 'hosts' });
      },
    });
    this.#lab(labName(defaultLab));
  }

  /** For looking at it, live or recorded. Throws as `live` does, but for a recording. */
  async find(name: string): Promise<SourceHost> {
    const live = this.#live(name);
    if (live !== undefined) return this.#looked(live);
    return this.#recording(await this.#capture(name));
  }

  /**
   * A host that is there: a lab host that nobody used yet is told as it is, and forgotten again. `lab` alone is the default lab host. Throws
   * a RegscopeError of code RECORDED for a recording, of NO_SUCH_HOST for what is no host at all.
   */
  async live(name: string): Promise<OwnedHost> {
    return this.#live(name) ?? this.#notLive(name);
  }

  /** For starting it or making a VM: a lab host that is used is kept. Throws as `live` does. */
  async use(name: string): Promise<OwnedHost> {
    return this.#hosts.get(name) ?? this.#lab(name) ?? this.#notLive(name);
  }

  /** What a probe found on VMs like this one; undefined where none was ever probed. An edited VM stays what it was before. */
  async probed(snapshot: Snapshot): Promise<Probed | undefined> {
    const { host, vm, createdAt } = snapshot.vm;
    const key = JSON.stringify([host, vm, createdAt]);
    const found = await probedLike(snapshot, this.captures);
    if (found === undefined) return this.#probed.get(key);
    this.#probed.set(key, found);
    const oldest = this.#probed.keys().next();
    if (this.#probed.size > MOST_PROBED && oldest.done !== true) this.#probed.delete(oldest.value);
    return found;
  }

  /** After the end nothing is looked at any more: a look can start a host. */
  async describe(): Promise<Host[]> {
    if (this.#ended) return [];
    for (const { name } of await savedLabs(this.#files.cache)) if (this.#hosts.size < MOST_HOSTS) this.#lab(name);
    const all = [...this.#hosts.values()].map((host) => this.#looked(host));
    all.push(...(await this.#recorded()));
    return this.#ended ? [] : Promise.all(all.map((host) => host.describe()));
  }

  async vms(): Promise<Vm[]> {
    const hosts = [...this.#hosts.values()].map((host) => this.#looked(host));
    const all = [...hosts, ...(await this.#recorded())];
    return (await Promise.all(all.map(async (host) => host.vms()))).flat();
  }

  /** What is known of a VM of another process without stopping it. Throws a RegscopeError of code NO_SUCH_VM for any other. */
  async sighting(host: string, vm: string): Promise<Sighting> {
    const { proc, dpkg } = this.#files.look;
    if (host === this.#local.name && isAttachedName(vm))
      return sightingOf(await this.#attached.find(vm), { proc, readStats: this.#readStats }, dpkg);
    await (await this.find(host)).vm(vm);
    throw new RegscopeError('NO_SUCH_VM', `${host}/${vm} is no VM of another process: its registers can be read`, {
      host,
      vm,
    });
  }

  readonly #readStats: ReadStats = async (pid, descriptors) =>
    this.#local.withKvm('reading statistics', ({ kvm }) => kvm.stats(pid, descriptors));

  #looked(host: OwnedHost): SourceHost {
    return host === this.#local ? new LocalSource(host, this.#attached) : host;
  }

  #live(name: string): OwnedHost | undefined {
    const spec = parseLabName(name);
    const host = this.#hosts.get(spec === undefined ? name : labName(spec));
    return host ?? (spec === undefined ? undefined : this.#host(() => labHost(spec, this.#files)));
  }

  async #notLive(name: string): Promise<never> {
    await this.#capture(name);
    throw new RegscopeError('RECORDED', `${name} is a recording: it can be looked at, not changed or run`, {
      host: name,
    });
  }

  async #recorded(): Promise<RecordedHost[]> {
    return (await this.captures.list()).captures.map((summary) => this.#recording(summary));
  }

  #recording(summary: CaptureSummary): RecordedHost {
    return new RecordedHost(summary, async () => (await this.captures.find(summary.name)).capture);
  }

  async #capture(name: string): Promise<CaptureSummary> {
    return this.captures.summary(name).catch((error: unknown) => {
      if (!(error instanceof RegscopeError) || error.code !== 'NO_SUCH_CAPTURE') throw error;
      const message = `no host is called ${JSON.stringify(name)}; there are local, lab:KERNEL:CPU (lab:6.12:max, lab:7.3:max+el2, lab:7.2:rv64, lab:scope:max) and the names of captures`;
      throw new RegscopeError('NO_SUCH_HOST', message, { host: name });
    });
  }

  /** Tells of every change until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void {
    if (this.#listeners.size === 0) this.#unwatch = this.#attached.watch();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#unwatch();
    };
  }

  /** For changes that only the caller knows of, such as registers after a run. */
  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    this.#unwatch();
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

/** Each holds a part of a capture, which VMs of one kind share. */
const MOST_PROBED = 500;
