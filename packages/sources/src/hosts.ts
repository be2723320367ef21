// The register of hosts: who is there, by name. A lab host comes into being when somebody names it.
import {
  isAttachedName,
  RegscopeError,
  type Attachment,
  type CaptureSummary,
  type Change,
  type Host,
  type Sighting,
  type Vm,
} from '@regscope/contract';
import { defaultLab, labName, parseLabName, savedLabs } from '@regscope/lab';
import { CaptureStore } from './capture-store.ts';
import type { Connector } from './connector.ts';
import type { VmAccess } from './edits/vm-access.ts';
import type { HostFiles } from './host-files.ts';
import { agentLookout, localLookout } from './live/lookout.ts';
import { OtherVms } from './live/other-vms.ts';
import { SharedHost } from './live/shared-host.ts';
import { labHost } from './lab-host.ts';
import { localHost } from './local-host.ts';
import { OwnedHost } from './owned-host.ts';
import { RecordedHost } from './recorded-host.ts';
import { probedLike } from './probed-like.ts';
import type { Probed, Snapshot, SourceHost } from './source-host.ts';
import { ownCapturable, type Capturable } from './take-capture.ts';

export class Hosts implements AsyncDisposable {
  readonly captures: CaptureStore;
  readonly #files: HostFiles;
  readonly #hosts = new Map<string, OwnedHost>();
  readonly #probed = new Map<string, Probed>();
  readonly #others: OtherVms;
  #ended = false;
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(files: HostFiles) {
    this.#files = files;
    this.captures = new CaptureStore(files.captures);
    this.#others = new OtherVms(() => {
      this.announce({ what: 'vms' });
      this.announce({ what: 'hosts' });
    });
    this.#add('local', () => localHost(files));
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

  /** For changing what a VM holds. Throws as `live` does, and of code NEEDS_ATTACH for a VM of another process. */
  async editable(host: string, vm: string): Promise<VmAccess> {
    const live = await this.live(host);
    return (this.#others.of(live.name) ?? live).editable(vm);
  }

  /** For keeping what a VM holds. Throws as `editable` does. */
  async capturable(host: string, vm: string): Promise<Capturable> {
    const live = await this.live(host);
    return this.#others.of(live.name)?.capturable(vm) ?? ownCapturable(live, vm);
  }

  /** Reads a VM of another process, each vCPU of which is stopped for a moment. Throws a RegscopeError of code ATTACH_REFUSED that says why not. */
  async attach(name: string, vm: string, how: { despiteFilters: boolean }): Promise<Attachment> {
    const host = this.#others.of((await this.live(name)).name);
    if (host === undefined || !isAttachedName(vm)) throw await this.#noOthers(name, vm);
    const attachment = await host.attach(vm, how);
    this.announce({ what: 'registers', host: host.name, vm });
    return attachment;
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
    const found = await this.find(host);
    if (found instanceof SharedHost && isAttachedName(vm)) return found.sighting(vm);
    throw await this.#noOthers(host, vm);
  }

  async #noOthers(host: string, vm: string): Promise<RegscopeError> {
    await (await this.find(host)).vm(vm);
    const message = `${host}/${vm} is no VM of another process: its registers can be read`;
    return new RegscopeError('NO_SUCH_VM', message, { host, vm });
  }

  #looked(host: OwnedHost): SourceHost {
    return this.#others.of(host.name) ?? host;
  }

  #live(name: string): OwnedHost | undefined {
    const spec = parseLabName(name);
    const host = this.#hosts.get(spec === undefined ? name : labName(spec));
    return host ?? (spec === undefined ? undefined : this.#host(labHost(spec, this.#files)));
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
    if (this.#listeners.size === 0) this.#others.watch();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#others.unwatch();
    };
  }

  /** For changes that only the caller knows of, such as registers after a run. */
  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    this.#others.unwatch();
    await Promise.all([...this.#hosts.values()].map((host) => host.stop()));
  }

  #lab(text: string): OwnedHost | undefined {
    const spec = parseLabName(text);
    if (spec === undefined) return undefined;
    return this.#add(labName(spec), () => labHost(spec, this.#files));
  }

  #add(name: string, connector: () => Connector): OwnedHost {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    if (this.#hosts.size >= MOST_HOSTS)
      throw new RegscopeError(
        'TOO_MANY',
        `regscope keeps ${MOST_HOSTS} hosts at most; restart it to forget those that nobody uses`,
        { host: name },
      );
    const made = connector();
    const host = this.#host(made);
    this.#hosts.set(name, host);
    if (made.others === 'from here') this.#others.add(host, made.arch, localLookout(host, this.#files.look));
    if (made.others === 'through its agent') this.#others.add(host, made.arch, agentLookout(host));
    return host;
  }

  #host(connector: Connector): OwnedHost {
    return new OwnedHost(connector, () => {
      this.announce({ what: 'hosts' });
      this.announce({ what: 'vms' });
    });
  }
}

/** A host that was used is kept; names come from outside, so there is an end to them. */
const MOST_HOSTS = 100;

/** Each holds a part of a capture, which VMs of one kind share. */
const MOST_PROBED = 500;
