// What the hosts would say to each other's VMs of a baseline: a VM may start on any of them and go to any other.
import { unreachable, type RegisterId } from '@regscope/registers';
import type { Foretold } from '../foretell.ts';
import { forecastRestore, type Held } from '../restore/forecast.ts';
import type { Shape } from '../restore/target.ts';
import type { Forecast } from '../restore/write-register.ts';

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
    const { writes } = forecastRestore(shape, held, 'kvm');
    const others = (one: Forecast) => one.vcpus.flatMap((vcpu) => from[vcpu] ?? []).filter((host) => host !== at);
    const objections = writes.flatMap((one) => {
      const hosts = others(one).toSorted((a, b) => a - b);
      return hosts.length === 0 ? [] : objectionsOf(one).map((objection) => ({ ...objection, from: hosts }));
    });
    return {
      objections: joined(objections),
      open: writes.filter((one) => isOpen(one) && others(one).length > 0).length,
    };
  });
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

function isOpen({ told }: Forecast): boolean {
  return told.some(({ kind }) => kind === 'unknown');
}

function objectionsOf({ id, told }: Forecast): Omit<Objection, 'from'>[] {
  const [against] = told.flatMap((one) => saidAgainst(one) ?? []);
  return against === undefined ? [] : [{ id, ...against }];
}

function saidAgainst(one: Foretold): Pick<Objection, 'what' | 'because'> | undefined {
  switch (one.kind) {
    case 'refused':
      return { what: 'refused', because: one.because };
    case 'altered':
    case 'ignored':
      return { what: 'changed', because: one.because };
    case 'unknown':
      return undefined;
    default:
      return unreachable(one);
  }
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
