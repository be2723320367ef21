// What a restore would do, register by register, in the order in which it is made: from what a VM holds and what a host was probed for.
import { volatileBits } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import { foretellValue, type Foretold } from '../foretell.ts';
import { restoreOrder, type Vmm } from './restore-order.ts';
import { ruleOf } from './rules/index.ts';
import { counterWidth } from './rules/pmu.ts';
import { outcomeOf, refused, scratchVm, type Outcome, type ScratchVm, type Write } from './scratch-vm.ts';
import type { Shape } from './target.ts';

/** A register with a value per vCPU; null where none is known. */
export type Held = { id: RegisterId; values: readonly (bigint | null)[] };

/**
 * `told`: what is not stored as written, and why; `got`: what it reads in the end, undefined where that is not known, or nothing was
 * stored; `hiddenBy`: the ID register with whose value it is not listed in the end.
 */
export type Forecast = Write & {
  vcpus: number[];
  listed: boolean;
  told: Foretold[];
  got: bigint | undefined;
  hiddenBy: RegisterId | undefined;
};

/** `defaults`: what the host lists and the VM does not hold, with what a fresh VM has there. */
export type RestoreForecast = { writes: Forecast[]; defaults: Write[] };

export function forecastRestore(shape: Shape, registers: readonly Held[], vmm: Vmm): RestoreForecast {
  const ordered = inOrder(registers, vmm);
  const vm = scratchVm(shape);
  const writes = ordered.flatMap(({ id, values: [value] }) =>
    value === undefined || value === null ? [] : [forecastOf(vm, { id, value }, 0)],
  );
  const rows = [...writes.map((row) => settled(vm, row)), ...ofOtherVcpus(vm, ordered)];
  const saved = new Set(registers.map(({ id }) => id));
  const defaults = shape.listed.flatMap((id) => {
    const value = saved.has(id) || vm.hidden.has(id) ? undefined : shape.fresh.get(id);
    return value === undefined ? [] : [{ id, value }];
  });
  return { writes: joined(rows, registers), defaults };
}

/** Whoever is compared with a thousand hosts is put in order once. */
function inOrder(registers: readonly Held[], vmm: Vmm): readonly Held[] {
  const kept = orders.get(registers)?.get(vmm);
  if (kept !== undefined) return kept;
  const byId = new Map(registers.map((one) => [one.id, one]));
  const { early, late } = restoreOrder(vmm, [...byId.keys()]);
  const ordered = [...early, ...late].flatMap((id) => byId.get(id) ?? []);
  orders.set(registers, new Map([...(orders.get(registers) ?? []), [vmm, ordered]]));
  return ordered;
}

const orders = new WeakMap<readonly Held[], ReadonlyMap<Vmm, readonly Held[]>>();

function forecastOf(vm: ScratchVm, write: Write, vcpu: number): Forecast {
  const listed = vm.shape.lists(write.id);
  const { told, got } = writeTo(vm, write, listed);
  const isOpen = told.some(({ kind }) => kind === 'unknown');
  if (got !== undefined) vm.held.set(write.id, got);
  else if (isOpen) vm.held.set(write.id, write.value);
  if (got !== undefined) hide(vm, { id: write.id, value: got });
  return { ...write, vcpus: [vcpu], listed, told: withoutMoving(write.id, told), got, hiddenBy: undefined };
}

function writeTo(vm: ScratchVm, write: Write, listed: boolean): Outcome {
  const { id, value } = write;
  if (!listed) return refused('ENOENT', value, 'not listed there');
  const by = vm.hidden.get(id);
  if (by !== undefined) return refused('ENOENT', value, 'hidden by an ID register that was written before');
  const probed = vm.shape.probed(id);
  if (probed === undefined) return open(value, 'the register was not probed');
  if (vm.doubtful.has(id)) return open(value, 'an ID register that was written before may hide it');
  const rule = ruleOf(vm, id);
  if (rule !== undefined) return rule.write(vm, write, probed);
  if (value === probed.value && probed.same === undefined) return { told: [], got: value };
  return outcomeOf(foretellValue(probed, value), write, vm.held.get(id) ?? probed.value);
}

function open(mask: bigint, because: string): Outcome {
  return { told: [{ kind: 'unknown', mask, because }], got: undefined };
}

/** What is listed no more, or reads otherwise, with what an ID register holds now. */
function hide({ shape, held, hidden, doubtful }: ScratchVm, { id, value }: Write): void {
  for (const { mask, bits, lost, changed } of shape.hiding.get(id) ?? []) {
    const now = value & mask;
    if (now === ((shape.fresh.get(id) ?? 0n) & mask)) continue;
    // Between the value that was tried and that of a fresh VM nothing is known.
    for (const one of lost) (now === bits ? hidden : doubtful).set(one, id);
    if (now === bits) for (const one of changed) held.set(one.id, one.value);
  }
}

/** What moves by itself is held against nobody. */
function withoutMoving(id: RegisterId, told: Foretold[]): Foretold[] {
  const moving = volatileBits(id)?.mask ?? 0n;
  return moving === 0n ? told : told.filter(({ mask }) => mask === 0n || (mask & ~moving) !== 0n);
}

/** As it reads once everything is written. */
function settled(vm: ScratchVm, row: Forecast): Forecast {
  if (row.got === undefined) return row;
  const hiddenBy = vm.hidden.get(row.id);
  const got = (vm.held.get(row.id) ?? row.got) & counterWidth(vm, row.id);
  return hiddenBy === undefined ? { ...row, got } : { ...row, got: undefined, hiddenBy };
}

/** Of the other vCPUs the registers alone that differ from the first: what the VM has once is as the first one left it. */
function ofOtherVcpus(first: ScratchVm, ordered: readonly Held[]): Forecast[] {
  const most = ordered.reduce((length, { values }) => Math.max(length, values.length), 0);
  return Array.from({ length: Math.max(0, most - 1) }, (_, n) => n + 1).flatMap((vcpu) => {
    const own = ownOf(first, ordered, vcpu);
    const vm: ScratchVm = { ...first, held: new Map(first.held) };
    for (const { id } of own)
      if (first.shape.pairOf(id) !== undefined) vm.held.set(id, (first.shape.fresh.get(id) ?? 0n) & vm.counters);
    const rows = own.flatMap(({ id, values }) => {
      const value = values[vcpu] ?? null;
      return value === null ? [] : [forecastOf(vm, { id, value }, vcpu)];
    });
    return rows.map((row) => settled(vm, row));
  });
}

function ownOf({ shape }: ScratchVm, ordered: readonly Held[], vcpu: number): Held[] {
  const differing = ordered.filter(({ values }) => (values[vcpu] ?? null) !== null && values[vcpu] !== values[0]);
  const ids = new Set(
    differing.flatMap(({ id }) => {
      const pair = shape.pairOf(id);
      return pair === undefined ? [id] : [pair.set, pair.clear];
    }),
  );
  return ids.size === 0 ? [] : ordered.filter(({ id }) => ids.has(id));
}

/** One row for the vCPUs that hold the same value and of which the same is told. */
function joined(rows: readonly Forecast[], registers: readonly Held[]): Forecast[] {
  const values = new Map(registers.map((one) => [one.id, one.values]));
  const found = new Map<string, Forecast>();
  for (const row of rows) {
    const like = row.vcpus[0] === 0 ? sameAsFirst(values.get(row.id) ?? []) : row.vcpus;
    const key = `${row.id} ${row.value} ${row.got}`;
    const known = found.get(key);
    found.set(key, { ...row, vcpus: [...new Set([...(known?.vcpus ?? []), ...like])] });
  }
  return [...found.values()];
}

function sameAsFirst(values: Held['values']): number[] {
  return values.flatMap((value, vcpu) => (value === values[0] ? [vcpu] : []));
}
