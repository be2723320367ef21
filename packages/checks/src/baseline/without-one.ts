// What leaving one host out would give back.
import type { RegisterId } from '@regscope/registers';
import type { Baseline } from './baseline.ts';
import type { BaselineHost } from './baseline-host.ts';
import { chooseValue } from './choose-value.ts';
import { chosenFeatures } from './chosen-features.ts';
import { knownAfter } from './cost-of.ts';
import { settle, withFields, type SettledField, type SettledRegister } from './settle.ts';

/** `gains`: FEAT_ names that a baseline of the others has; `unblocks`: fields of which a value suits all of the others. */
export type Without = { host: string; gains: string[]; unblocks: Unblocked[] };
type Unblocked = { id: RegisterId; lsb: number };

type Made = Pick<Baseline, 'features' | 'registers' | 'asked' | 'cost'>;

/** `choice`: whether the VM features were left to the hosts, and may be more without one of them. */
export function withoutEach(hosts: readonly BaselineHost[], made: Made, choice: 'theirs' | 'given'): Without[] {
  return hosts.length < 2 ? [] : hosts.map((host) => without(host, hosts, { ...made, choice }));
}

function without(
  { name }: BaselineHost,
  hosts: readonly BaselineHost[],
  made: Made & { choice: 'theirs' | 'given' },
): Without {
  const rest = hosts.filter((one) => one.name !== name);
  const features = made.choice === 'given' ? made.features : chosenFeatures(rest);
  const isSame = features.length === made.features.length;
  const at = made.asked.findIndex((one) => one.name === name);
  const registers = isSame ? leftOut(made.registers, at) : settledAnew(rest, features);
  const known = knownAfter({ registers });
  const gains = made.cost.filter(({ feature }) => known.feature(feature) === 'yes').map(({ feature }) => feature);
  return { host: name, gains, unblocks: unblocked(made.registers, registers) };
}

/** A feature that all hosts offer besides, and the fields of which a value suits all when VMs are made with it. */
export type Eased = { feature: string; unblocks: Unblocked[] };

export function easedBy(hosts: readonly BaselineHost[], made: Made, offered: readonly string[]): Eased[] {
  if (made.registers.every((one) => blockedIn(one).length === 0)) return [];
  return offered.flatMap((feature) => {
    const targets = hosts.map(({ target }) => target([...made.features, feature]).shape);
    if (targets.includes(undefined)) return [];
    const unblocks = unblocked(made.registers, settle(targets.flatMap((shape) => shape ?? [])));
    return unblocks.length === 0 ? [] : [{ feature, unblocks }];
  });
}

function settledAnew(hosts: readonly BaselineHost[], features: readonly string[]): SettledRegister[] {
  return settle(hosts.flatMap(({ target }) => target(features).shape ?? []));
}

/** The same parts, with one host less to suit. */
function leftOut(registers: readonly SettledRegister[], at: number): readonly SettledRegister[] {
  if (at < 0) return registers;
  return registers.map((register) => {
    const alone = register.fields.filter((field) => isAlone(field, at));
    if (alone.length === 0) return register;
    const fields = register.fields.map((field) =>
      alone.includes(field) ? { ...field, value: valueWithout(field, at) } : field,
    );
    return withFields(register, fields);
  });
}

/** Where another host has the same and takes the same, leaving one of them out changes nothing. */
function isAlone(field: SettledField, at: number): boolean {
  const kept = likenesses.get(field) ?? field.owns.map((own, n) => `${own} ${[...(field.taken[n] ?? [])].join()}`);
  likenesses.set(field, kept);
  return field.owns[at] !== undefined && kept.filter((one) => one === kept[at]).length === 1;
}

const likenesses = new WeakMap<SettledField, string[]>();

function valueWithout({ part, owns, taken }: SettledField, left: number): bigint | undefined {
  const others = <T>(all: readonly (T | undefined)[]): T[] =>
    all.flatMap((one, at) => (at === left || one === undefined ? [] : [one]));
  return chooseValue(part, { owns: others(owns), taken: others(taken) });
}

function unblocked(before: readonly SettledRegister[], after: readonly SettledRegister[]): Unblocked[] {
  const still = new Set(after.flatMap(blockedIn).map(textOf));
  return before.flatMap(blockedIn).filter((one) => !still.has(textOf(one)));
}

function blockedIn({ id, fields }: SettledRegister): Unblocked[] {
  return fields.flatMap(({ part, value }) => (value === undefined ? [{ id, lsb: part.seg[1] }] : []));
}

function textOf({ id, lsb }: Unblocked): string {
  return `${id} ${lsb}`;
}
