// What real kernels make of a baseline: the VMs that each host would have of it, put into fresh VMs of each of the others.
import { baselineValues, freshState, restoreOrder, type MadeBaseline } from '@regscope/checks';
import { RegscopeError } from '@regscope/contract';
import { hex, type RegisterId } from '@regscope/registers';
import { findingsOf, loadOn, type Hosts, type OwnedHost, type StateToLoad } from '@regscope/sources';
import { identify } from '../catalogued.ts';
import type { Tried } from './wire-baseline.ts';

/** `names`: of all hosts that were asked for, by whose numbers the answer tells them. */
type Trying = { hosts: Hosts; signal: AbortSignal; names: readonly string[] };
type State = { name: string; from: number; registers: ReadonlyMap<RegisterId, bigint> };

/** By the names of the hosts: a host that was recorded in a lab is tried there, started where it is not running. */
export async function triedBaseline(made: MadeBaseline, trying: Trying): Promise<ReadonlyMap<string, Tried>> {
  const values = baselineValues(made.registers);
  const states = made.asked.map(({ name, shape }) => ({
    name,
    from: trying.names.indexOf(name),
    registers: freshState(shape, values),
  }));
  const found = new Map<string, Tried>();
  for (const { name } of made.asked) {
    const others = states.filter((state) => state.name !== name);
    found.set(name, await triedOn(name, { made, others, ...trying }));
  }
  return found;
}

type On = Trying & { made: MadeBaseline; others: readonly State[] };

async function triedOn(name: string, { made, others, hosts, signal }: On): Promise<Tried> {
  const host = await liveHostOf(name, hosts);
  if (host === undefined) return untried('it was not recorded on a lab host, which could be tried on');
  const rows: Pick<Tried, 'refused' | 'changed'> = { refused: [], changed: [] };
  let kernel: string | null = null;
  try {
    for (const state of others) {
      const loaded = await loadOn(host, stateToLoad(state, made.features), {
        order: (ids) => restoreOrder('kvm', ids),
        signal,
        afterwards: 'leave',
      });
      ({ kernel } = loaded);
      const { failed, changed } = findingsOf(loaded);
      for (const { id, errno } of failed)
        join(rows.refused, { id, from: state.from, because: `refused with ${errno}` });
      for (const { id, got } of changed) join(rows.changed, { id, from: state.from, because: `${hex(got)} is stored` });
    }
    return { on: host.name, kernel, because: '', ...rows };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RegscopeError)) throw error;
    return { ...untried(error.message), on: host.name };
  }
}

function untried(because: string): Tried {
  return { on: null, kernel: null, because, refused: [], changed: [] };
}

/** Undefined for a file, and for a recording of a host that cannot be started here. */
async function liveHostOf(name: string, hosts: Hosts): Promise<OwnedHost | undefined> {
  const summary = await hosts.captures.summary(name).catch(() => undefined);
  return summary?.host.startsWith('lab:') === true ? hosts.use(summary.host) : undefined;
}

function stateToLoad({ name, registers }: State, features: readonly string[]): StateToLoad {
  const rows = [...registers].map(([id, value]) => ({ id, values: [value], errors: [null] }));
  return { name: `the baseline on ${name}`, arch: 'arm64', vcpus: 1, features, registers: rows };
}

/** One row for a register of which the same is said whoever brings it. */
function join(rows: Tried['refused'], { id, from, because }: { id: RegisterId; from: number; because: string }): void {
  const known = rows.find((row) => row.id === hex(id) && row.because === because);
  if (known === undefined) rows.push({ id: hex(id), name: identify(id).name, because, from: [from] });
  else known.from.push(from);
}
