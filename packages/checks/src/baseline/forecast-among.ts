// What the hosts would say to each other's VMs of a baseline: a VM may start on any of them and go to any other.
import type { RegisterId } from '@regscope/registers';
import { forecastRestore, type Held } from '../restore/forecast.ts';
import type { Shape } from '../restore/target.ts';
import type { Finding } from '../verdict/finding.ts';
import { kernelFindings } from '../verdict/kernel-findings.ts';

/** `from`: the hosts, by number, whose VMs bring it; `what`: whether the restore ends there, or the guest finds something else. */
type Objection = { id: RegisterId; what: 'refused' | 'changed'; because: string; from: number[] };

/** `open`: registers of which only a trial can tell. */
export type HostForecast = { objections: Objection[]; open: number };

type FreshState = ReadonlyMap<RegisterId, bigint>;

/**
 * `states`: what a fresh VM of each host holds. All of them are put to a host at once, side by side as the vCPUs of one VM are: what is
 * the VM's they have in common, as the baseline settled it, and what is a vCPU's is restored by itself.
 */
export function forecastAmong(shapes: readonly Shape[], states: readonly FreshState[]): HostForecast[] {
  const { held, from } = sideBySide(states);
  return shapes.map((shape, at) => {
    const told = kernelFindings(forecastRestore(shape, held, 'kvm')).flatMap((one) => {
      const hosts = one.vcpus.flatMap((vcpu) => from[vcpu] ?? []).filter((host) => host !== at);
      return one.weight === 'note' || hosts.length === 0 ? [] : [{ ...one, hosts }];
    });
    const against = told.filter(({ kind }) => kind !== 'untested');
    return {
      objections: joined(against.map(objectionOf)),
      open: new Set(told.flatMap(({ kind, id }) => (kind === 'untested' ? [id] : []))).size,
    };
  });
}

function objectionOf({ id, kind, because, hosts }: Finding & { hosts: number[] }): Objection {
  return { id, what: kind === 'changed' ? 'changed' : 'refused', because, from: hosts.toSorted((a, b) => a - b) };
}

/** Hosts whose VMs hold the same are one. */
function sideBySide(states: readonly FreshState[]): { held: Held[]; from: number[][] } {
  const alike = new Map<string, { state: FreshState; from: number[] }>();
  for (const [at, state] of states.entries()) {
    const key = [...state].map(([id, value]) => `${id} ${value}`).join();
    const known = alike.get(key) ?? { state, from: [] };
    known.from.push(at);
    alike.set(key, known);
  }
  const distinct = [...alike.values()];
  const ids = new Set(distinct.flatMap(({ state }) => [...state.keys()]));
  const held = [...ids].map((id) => ({ id, values: distinct.map(({ state }) => state.get(id) ?? null) }));
  return { held, from: distinct.map(({ from }) => from) };
}

/** One row for a register of which the same is said whoever brings it. */
function joined(objections: readonly Objection[]): Objection[] {
  const found = new Map<string, Objection>();
  for (const one of objections) {
    const key = `${one.id} ${one.what} ${one.because}`;
    const known = found.get(key);
    found.set(key, known === undefined ? one : { ...one, from: [...new Set([...known.from, ...one.from])] });
  }
  return [...found.values()];
}
