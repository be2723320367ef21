// The largest set of register values that all chosen hosts take, which of them costs what, and what stands in the way.
import type { Shape } from '../restore/target.ts';
import type { BaselineHost } from './baseline-host.ts';
import { chosenFeatures, otherFeatures } from './chosen-features.ts';
import { costOf, type Cost } from './cost-of.ts';
import { forecastAmong, type HostForecast } from './forecast-among.ts';
import { baselineValues, freshState } from './fresh-state.ts';
import { lackingIn, type Lacking } from './lacking-in.ts';
import { settle, type SettledRegister } from './settle.ts';
import { easedBy, withoutEach, type Eased, type Without } from './without-one.ts';

/** Why a host could not be asked: it does not offer what was chosen, or was not probed with it. */
type Unasked = { host: string; because: string };

/**
 * Hosts are told by their number among `asked`. `forecast`: what each would say to VMs of the baseline from the others. `offered`:
 * features beyond the choice that all hosts have.
 */
export type Baseline = {
  features: string[];
  offered: string[];
  asked: { name: string; shape: Shape }[];
  unasked: Unasked[];
  registers: readonly SettledRegister[];
  cost: Cost[];
  lacking: Lacking[];
  forecast: HostForecast[];
  without: Without[];
  eased: Eased[];
};

/** Undefined where baselines can be made of the hosts, else why not. */
export function whyNoBaseline(hosts: readonly BaselineHost[]): string | undefined {
  const arches = [...new Set(hosts.map(({ host }) => host.arch))];
  if (hosts.length === 0) return 'no host was chosen';
  if (arches.length > 1) return `a baseline is of one architecture, and these are of ${arches.join(' and ')}`;
  return arches[0] === 'arm64' ? undefined : because[arches[0] ?? 'x86-64'];
}

const because: Readonly<Record<string, string>> = {
  'x86-64':
    'on x86-64 a VM is limited by CPUID (KVM_SET_CPUID2), which is no register: no baseline of registers is made there',
  riscv64:
    'on riscv64 a VM is limited by isa registers that switch single extensions off: no baseline of values is made there',
};

/** `features`: those that VMs are made with; left out, the usual ones that all hosts offer. */
export function baseline(hosts: readonly BaselineHost[], features?: readonly string[]): Baseline {
  const chosen = features === undefined ? chosenFeatures(hosts) : [...features];
  const { asked, unasked } = ask(hosts, chosen);
  const shapes = asked.map(({ shape }) => shape);
  const registers = settle(shapes);
  const values = baselineValues(registers);
  const states = shapes.map((shape) => freshState(shape, values));
  const cost = costOf(hosts, { features: chosen, registers, asked });
  const made = { features: chosen, asked, registers, cost };
  const offered = otherFeatures(hosts, chosen);
  return {
    ...made,
    offered,
    unasked,
    lacking: lackingIn(shapes, states),
    forecast: forecastAmong(shapes, states),
    without: withoutEach(hosts, made, features === undefined ? 'theirs' : 'given'),
    eased: easedBy(hosts, made, offered),
  };
}

function ask(hosts: readonly BaselineHost[], features: readonly string[]): Pick<Baseline, 'asked' | 'unasked'> {
  const asked: Baseline['asked'] = [];
  const unasked: Unasked[] = [];
  for (const { name, target } of hosts) {
    const { shape, lacking, because: why } = target(features);
    if (lacking.length > 0) unasked.push({ host: name, because: `does not offer ${lacking.join(', ')}` });
    else if (shape === undefined) unasked.push({ host: name, because: why });
    else asked.push({ name, shape });
  }
  return { asked, unasked };
}
