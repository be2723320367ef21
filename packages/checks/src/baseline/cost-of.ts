// What a baseline costs: features that a host has by itself and the baseline has not, and the hosts that are the reason.
import type { Known } from '@regscope/registers';
import type { Shape } from '../restore/target.ts';
import type { Baseline } from './baseline.ts';
import type { BaselineHost } from './baseline-host.ts';
import { chosenFeatures } from './chosen-features.ts';
import { decidingFields, featureNames, fieldValue, knownFrom } from './features-in.ts';
import { baselineValues } from './fresh-state.ts';

/** `field` decides the feature, REGISTER.FIELD. `because`: names of hosts; none where the choice of VM features alone is the reason. */
export type Cost = { feature: string; field: string; because: string[]; has: string[] };

type Made = Pick<Baseline, 'features' | 'registers' | 'asked'>;
type Host = { name: string; known: Known };

export function costOf(hosts: readonly BaselineHost[], made: Made): Cost[] {
  const own = hosts.flatMap((host) => largest(host) ?? []);
  const left = knownAfter(made);
  return featureNames().flatMap((feature) => {
    const having = own.filter(({ known }) => known.feature(feature) === 'yes');
    const [one] = having;
    if (one === undefined || left.feature(feature) === 'yes') return [];
    const field = decidingFields(feature).find((name) => fieldValue(left, name) !== fieldValue(one.known, name)) ?? '';
    const lacking = own.filter(({ known }) => known.feature(feature) !== 'yes').map(({ name }) => name);
    const because = lacking.length > 0 ? lacking : withoutChoice(feature, hosts, made);
    return [{ feature, field, because, has: having.map(({ name }) => name) }];
  });
}

/** What the registers of a VM of the baseline say. */
export function knownAfter({ registers }: Pick<Baseline, 'registers'>): Known {
  const values = baselineValues(registers);
  return knownFrom((id) => values.get(id)?.value);
}

/** A fresh VM of the host with all usual features that it offers, once per host. */
function largest({ name, host, target }: BaselineHost): Host | undefined {
  const { shape } = target(chosenFeatures([{ host }]));
  return shape === undefined ? undefined : { name, known: knownIn(shape) };
}

function knownIn(shape: Shape): Known {
  const kept = known.get(shape) ?? knownFrom((id) => shape.fresh.get(id));
  known.set(shape, kept);
  return kept;
}

const known = new WeakMap<Shape, Known>();

/** All have it, and still it is lost: hosts that have not got it without the VM features that were left out. */
function withoutChoice(feature: string, hosts: readonly BaselineHost[], { features, asked }: Made): string[] {
  const wanted = new Set(hosts.flatMap((host) => chosenFeatures([host])));
  const missed = [...wanted].filter((one) => !features.includes(one));
  const lacking = hosts.filter(({ host }) => missed.some((one) => host.offered?.includes(one) === false));
  if (lacking.length > 0) return lacking.map(({ name }) => name);
  return asked.flatMap(({ name, shape }) => (knownIn(shape).feature(feature) === 'yes' ? [] : [name]));
}
