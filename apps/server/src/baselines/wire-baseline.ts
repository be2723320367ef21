import { placeName, type SheetRegister } from '@regscope/captures';
import { catalogue } from '@regscope/catalogs';
import { knownAfter, type BaselineHost, type MadeBaseline } from '@regscope/checks';
import type { Baseline } from '@regscope/contract';
import { extract, hex, maskOf, type RegisterId } from '@regscope/registers';
import { identify } from '../catalogued.ts';
import { baselineSheet, partName, within } from './baseline-sheet.ts';
import { blockingOf } from './blocking-of.ts';

type Wire<Key extends keyof Baseline> = Baseline[Key][number];
export type Tried = NonNullable<Wire<'hosts'>['tried']>;

/** `tried`: by the names of the hosts; left out where nobody asked for it. */
export function wireBaseline(
  hosts: readonly BaselineHost[],
  made: MadeBaseline,
  tried: ReadonlyMap<string, Tried> = new Map(),
): Baseline {
  const sheet = baselineSheet(hosts, made);
  const known = knownAfter(made);
  return {
    arch: 'arm64',
    features: made.features,
    offered: made.offered,
    hosts: hosts.map((host) => ({ ...wireHost(host, hosts, made), tried: tried.get(host.name) ?? null })),
    registers: sheet.registers.map((register, at) => wireRegister(register, made.registers[at])),
    cost: made.cost,
    blocking: blockingOf(made).map(({ id, seg, hosts: of, ...why }) => {
      const [msb, lsb] = within(id, seg);
      const rows = of.map(({ host, own, takes }) => ({ host, own: hex(own), takes: takes.map(hex) }));
      return { id: hex(id), name: identify(id).name, field: partName(id, seg), msb, lsb, hosts: rows, ...why };
    }),
    lacking: made.lacking.map((one) => wireLacking(one, made)),
    kept: catalogue('arm64').features.names.filter((name) => known.feature(name) === 'yes'),
  };
}

function wireHost(
  { name, host }: BaselineHost,
  hosts: readonly BaselineHost[],
  made: MadeBaseline,
): Omit<Wire<'hosts'>, 'tried'> {
  const at = made.asked.findIndex((one) => one.name === name);
  const without = made.without.find((one) => one.host === name);
  return {
    name,
    kernel: host.kernel ?? 'unknown',
    cpu: host.cpu,
    unknown: made.unasked.find((one) => one.host === name)?.because ?? null,
    forecast: wireForecast(made.forecast[at], hosts, made),
    gains: without?.gains ?? [],
    unblocks: without?.unblocks.map((one) => placeOf(one, made)) ?? [],
  };
}

function placeOf({ id, lsb }: { id: RegisterId; lsb: number }, { registers }: MadeBaseline): string {
  const fields = registers.find((one) => one.id === id)?.fields ?? [];
  const seg = fields.find(({ part }) => part.seg[1] === lsb)?.part.seg ?? [lsb, lsb];
  return placeName(identify(id).name, partName(id, seg));
}

function wireForecast(
  forecast: MadeBaseline['forecast'][number] | undefined,
  hosts: readonly BaselineHost[],
  { asked }: MadeBaseline,
): Wire<'hosts'>['forecast'] {
  if (forecast === undefined) return null;
  const numbers = asked.map(({ name }) => hosts.findIndex((host) => host.name === name));
  const rows = (what: 'refused' | 'changed') =>
    forecast.objections.flatMap(({ id, because, from, ...one }) =>
      one.what === what
        ? [{ id: hex(id), name: identify(id).name, because, from: from.map((n) => numbers[n] ?? -1) }]
        : [],
    );
  return { refused: rows('refused'), changed: rows('changed'), open: forecast.open };
}

function wireRegister(
  { id, name, value, mask, own, fields }: SheetRegister,
  settled: MadeBaseline['registers'][number] | undefined,
): Wire<'registers'> {
  return {
    id: hex(id),
    name,
    title: identify(id).title,
    value: hex(value & mask),
    mask: hex(mask),
    own: hexes(own),
    fields: fields.map((field, at) => ({
      name: field.name,
      msb: field.seg[0],
      lsb: field.seg[1],
      value: field.value === null ? null : hex(field.value),
      rule: settled?.fields[at]?.part.rule.rule ?? '',
      own: hexes(field.own),
    })),
  };
}

function hexes(values: readonly (bigint | null)[]): (string | null)[] {
  return values.map((one) => (one === null ? null : hex(one)));
}

function wireLacking(
  { id, lackedBy, hiddenBy, gone }: MadeBaseline['lacking'][number],
  made: MadeBaseline,
): Wire<'lacking'> {
  return {
    id: hex(id),
    name: identify(id).name,
    hosts: lackedBy.flatMap((n) => made.asked[n]?.name ?? []),
    hiddenBy: hiddenBy === undefined ? null : hiderText(hiddenBy),
    gone,
  };
}

function hiderText({ id, mask, bits }: NonNullable<MadeBaseline['lacking'][number]['hiddenBy']>): string {
  const text = mask.toString(2);
  const lsb = text.length - 1 - text.lastIndexOf('1');
  const seg = [text.length - 1, lsb] as const;
  return `${placeName(identify(id).name, partName(id, seg))}=${hex(extract(bits & maskOf([seg]), [seg]))}`;
}
