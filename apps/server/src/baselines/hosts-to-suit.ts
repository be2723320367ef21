// The hosts of a baseline as it asks them: opened once per choice of features, of which the small part is kept that answers.
import { setImmediate as breath } from 'node:timers/promises';
import type { Capture } from '@regscope/captures';
import { baselineHost, choicesOf, type BaselineHost } from '@regscope/checks';
import { RegscopeError, type AskBaseline } from '@regscope/contract';
import type { CaptureStore } from '@regscope/sources';
import { recordedFrom } from '../recorded-from.ts';

type Target = ReturnType<BaselineHost['target']>;
type Kept = { host: BaselineHost['host']; targets: Map<string, Target> };
type Named = AskBaseline['hosts'][number];
type Known = BaselineHost & { prepare: (choices: readonly string[][]) => Promise<void> };

export class HostsToSuit {
  readonly #captures: CaptureStore;
  readonly #kept = new Map<string, Kept>();

  constructor(captures: CaptureStore) {
    this.#captures = captures;
  }

  /** Throws a RegscopeError (NO_SUCH_CAPTURE, BAD_CAPTURE, BAD_REQUEST). */
  async of({ hosts, features }: AskBaseline): Promise<BaselineHost[]> {
    mustBeOnce(hosts);
    const known: Known[] = [];
    // One after the other: an opened recording takes much memory.
    for (const named of hosts) known.push(await this.#known(named));
    const choices = choicesOf(known, features);
    for (const one of known) await one.prepare(choices);
    this.#forget();
    return known;
  }

  async #known(named: Named): Promise<Known> {
    if (typeof named !== 'string' && 'file' in named) {
      const { capture } = recordedFrom(Buffer.from(named.base64, 'base64'), named.file);
      return { ...baselineHost(named.file, capture), prepare: () => Promise.resolve() };
    }
    const name = typeof named === 'string' ? named : named.host;
    const { madeAt, bytes } = await this.#captures.summary(name).catch((error: unknown) => notRecorded(name, error));
    const key = JSON.stringify([name, madeAt, bytes]);
    const kept = this.#kept.get(key) ?? { host: (await this.#capture(name)).host, targets: new Map() };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return {
      name,
      host: kept.host,
      target: (features) => kept.targets.get(keyOf(features)) ?? missing(features),
      prepare: (choices) => this.#prepare(name, kept, choices),
    };
  }

  async #prepare(name: string, { targets }: Kept, choices: readonly string[][]): Promise<void> {
    const wanted = choices.filter((features) => !targets.has(keyOf(features)));
    if (wanted.length === 0) return;
    const { target } = baselineHost(name, await this.#capture(name));
    for (const features of wanted) {
      targets.set(keyOf(features), target(features));
      // Each may take some hundredths of a second: others are served in between.
      await breath();
    }
  }

  async #capture(name: string): Promise<Capture> {
    return (await this.#captures.find(name)).capture;
  }

  #forget(): void {
    for (const key of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(key);
  }
}

const MOST_KEPT = 100;

function keyOf(features: readonly string[]): string {
  return features.toSorted().join();
}

function missing(features: readonly string[]): Target {
  return {
    offered: null,
    lacking: [],
    makes: null,
    because: `nothing is known of VMs with ${features.join(', ')}`,
    shape: undefined,
  };
}

function mustBeOnce(hosts: readonly Named[]): void {
  const names = hosts.map((one) => (typeof one === 'string' ? one : 'file' in one ? one.file : one.host));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new RegscopeError('BAD_REQUEST', `${twice} is named twice`, { host: twice });
}

/** A live host says what it takes once it was captured with --probe. */
function notRecorded(name: string, error: unknown): never {
  if (error instanceof RegscopeError && ['NO_SUCH_CAPTURE', 'NAME_TAKEN'].includes(error.code))
    throw new RegscopeError(
      'NO_SUCH_CAPTURE',
      `${name} is no recorded host: what a live one takes is known once it was captured with --probe ("regscope captures" lists those there are)`,
      { host: name },
    );
  throw error;
}
