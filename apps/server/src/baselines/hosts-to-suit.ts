// The hosts of a baseline as it asks them: each with what it says to every choice of features that matters.
import { baselineHost, choicesOf, type BaselineHost, type Target } from '@regscope/checks';
import { RegscopeError, type AskBaseline } from '@regscope/contract';
import type { CaptureStore } from '@regscope/sources';
import type { Profiles } from '../profiles.ts';
import { recordedFrom } from '../recorded-from.ts';

export type Recordings = { captures: CaptureStore; profiles: Profiles };
type Named = AskBaseline['hosts'][number];
type Known = Pick<BaselineHost, 'name' | 'host'> & {
  ask: (features: readonly string[]) => Promise<Target | undefined>;
};

/** Throws a RegscopeError (NO_SUCH_CAPTURE, BAD_CAPTURE, BAD_REQUEST). */
export async function hostsToSuit(from: Recordings, { hosts, features }: AskBaseline): Promise<BaselineHost[]> {
  mustBeOnce(hosts);
  const known: Known[] = [];
  // One after the other: an opened recording takes much memory.
  for (const named of hosts) known.push(await knownOf(from, named));
  const choices = choicesOf(known, features);
  const asked: BaselineHost[] = [];
  for (const one of known) asked.push(await askedAll(one, choices));
  return asked;
}

async function knownOf({ captures, profiles }: Recordings, named: Named): Promise<Known> {
  if (typeof named !== 'string' && 'file' in named) {
    const { capture } = recordedFrom(Buffer.from(named.base64, 'base64'), named.file);
    const { name, host, target } = baselineHost(named.file, capture);
    return { name, host, ask: async (features) => target(features) };
  }
  const name = typeof named === 'string' ? named : named.host;
  const summary = await captures.summary(name).catch((error: unknown) => notRecorded(name, error));
  return { name, host: await profiles.hostOf(summary), ask: (features) => profiles.of(summary, features) };
}

async function askedAll({ name, host, ask }: Known, choices: readonly string[][]): Promise<BaselineHost> {
  const targets = new Map<string, Target>();
  for (const features of choices) targets.set(keyOf(features), (await ask(features)) ?? missing(features));
  return { name, host, target: (features) => targets.get(keyOf(features)) ?? missing(features) };
}

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
