// The way to a host, from stopped to ready and back: who asks first starts it, and whoever asks meanwhile waits for the same start.
import { RegscopeError, type Host } from '@regscope/contract';
import {
  KvmError,
  limitsOf,
  offeredFeatures,
  PROTOCOL_VERSION,
  type Feature,
  type Hello,
  type Limits,
} from '@regscope/kvm';
import { unreachable } from '@regscope/registers';
import type { Connection, Connector } from './connector.ts';
import { asRegscopeError, cannotOpen, stale } from './failures.ts';

export type Ready = Connection & { hello: Hello; features: Feature[]; limits: Limits; bootMs: number };

type State =
  | { kind: 'stopped'; because: string }
  | { kind: 'unavailable'; because: string; since: number }
  | { kind: 'starting'; because: string; done: Promise<Ready>; abort: AbortController }
  | { kind: 'stopping'; done: Promise<void> }
  | { kind: 'ready'; ready: Ready };

/** Who is told: of every change of the state, and of the end of a host with what lived on it. */
type Told = { changed: () => void; lost: (because: string) => void };

export class Reach {
  readonly connector: Connector;
  readonly #told: Told;
  #state: State = { kind: 'stopped', because: '' };

  constructor(connector: Connector, told: Told) {
    this.connector = connector;
    this.#told = told;
  }

  get kind(): Host['state'] {
    return this.#state.kind;
  }

  /** What is known of the host while it can be used; undefined in every other state. */
  get ready(): Ready | undefined {
    return this.#state.kind === 'ready' ? this.#state.ready : undefined;
  }

  /** Why it is in its state and what to do; empty when ready. */
  async because(): Promise<string> {
    switch (this.#state.kind) {
      case 'ready':
        return '';
      case 'stopping':
        return 'closing its VMs';
      case 'stopped':
        return this.#state.because === '' ? this.connector.whileStopped() : this.#state.because;
      case 'starting':
      case 'unavailable':
        return this.#state.because;
      default:
        return unreachable(this.#state);
    }
  }

  /** For somebody who only looks: a host that starts by itself is tried, but not by everybody who looks. */
  async glance(): Promise<void> {
    const { kind } = this.#state;
    const mayTry =
      kind === 'stopped' || (kind === 'unavailable' && performance.now() - this.#state.since > RETRY_AFTER_MS);
    if (this.connector.startsByItself && mayTry) await this.start().catch(() => undefined);
  }

  /** Resolves when the host is ready. Rejects with a RegscopeError that says what to do. */
  async start(): Promise<Ready> {
    if (this.#state.kind === 'ready') return this.#state.ready;
    if (this.#state.kind === 'starting') return this.#state.done;
    if (this.#state.kind === 'stopping')
      throw new RegscopeError('HOST_BUSY', `${this.connector.name} is stopping; try again in a moment`, {
        host: this.connector.name,
      });
    const abort = new AbortController();
    const done = this.#connect(abort.signal);
    this.#turn({ kind: 'starting', because: 'starting', done, abort });
    return done;
  }

  /** Ends the host, and a start that is under way. */
  async stop(): Promise<void> {
    if (this.#state.kind === 'starting') {
      const { abort, done } = this.#state;
      abort.abort();
      await done.catch(() => undefined);
    }
    if (this.#state.kind === 'stopping') return this.#state.done;
    if (this.#state.kind !== 'ready') return;
    const done = release(this.#state.ready);
    this.#turn({ kind: 'stopping', done });
    this.#told.lost('its host was stopped');
    await done;
    this.#turn({ kind: 'stopped', because: '' });
  }

  async #connect(signal: AbortSignal): Promise<Ready> {
    const began = performance.now();
    await Promise.resolve();
    try {
      const connection = await this.connector.connect((because) => this.#progress(because), signal);
      const ready = await this.#greet(connection, began);
      if (signal.aborted) await release(connection);
      signal.throwIfAborted();
      this.#turn({ kind: 'ready', ready });
      void connection.kvm.ended.then((failure) => this.#ended(ready, new KvmError(failure)));
      return ready;
    } catch (thrown) {
      throw this.#failed(thrown, signal);
    }
  }

  #failed(thrown: unknown, { aborted }: AbortSignal): unknown {
    const host = this.connector.name;
    const error = aborted
      ? new RegscopeError('HOST_BUSY', `${host} was stopped while it was starting`, { host })
      : asRegscopeError(thrown, { host, doing: 'starting the host' });
    const because = error instanceof Error ? error.message : String(error);
    this.#turn(aborted ? { kind: 'stopped', because: '' } : { kind: 'unavailable', because, since: performance.now() });
    return error;
  }

  async #greet(connection: Connection, began: number): Promise<Ready> {
    const { kvm } = connection;
    const { name } = this.connector;
    try {
      const hello = await kvm.hello();
      if (hello.protocol !== PROTOCOL_VERSION) throw stale(name, hello.protocol);
      if (hello.openError !== null) throw cannotOpen(name, hello.openError);
      const [features, limits] = [await offeredFeatures(kvm, hello.arch), await limitsOf(kvm)];
      return { ...connection, hello, features, limits, bootMs: Math.round(performance.now() - began) };
    } catch (error) {
      await release(connection);
      throw error;
    }
  }

  /** The process or machine behind the host ended by itself: its VMs are lost, and the next start makes a new one. */
  #ended(ready: Ready, { message }: KvmError): void {
    if (this.ready !== ready) return;
    this.#told.lost(message);
    this.#turn({ kind: 'stopped', because: `${message}; it can be started again` });
    void release(ready);
  }

  #progress(because: string): void {
    if (this.#state.kind === 'starting') this.#turn({ ...this.#state, because });
  }

  #turn(state: State): void {
    this.#state = state;
    this.#told.changed();
  }
}

/** The channel first: whatever was asked and not answered yet is answered now, and nothing comes later. */
async function release({ kvm, release: end }: Connection): Promise<void> {
  await kvm[Symbol.asyncDispose]();
  await end();
}

const RETRY_AFTER_MS = 3000;
