// What a restore would do, register by register, in the order in which it is made: from what a VM holds and what a host was probed for.
import { catalogueScope } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import { isCore, restoreOrder, type Vmm } from './restore-order.ts';
import { scratchVm, type ScratchVm, type Write } from './scratch-vm.ts';
import type { Shape } from './target.ts';
import { asWritten, settled, writeRegister, type Forecast } from './write-register.ts';

/** A register with a value per vCPU; null where none is known. */
export type Held = { id: RegisterId; values: readonly (bigint | null)[] };

/**
 * `writes`: registers that do not end up as they were written; `defaults`: what the host lists and the VM does not hold, with what a fresh VM
 * has there; `hidden`: of those, what an ID register of the VM hides, and which one.
 */
export type RestoreForecast = { writes: Forecast[]; defaults: Write[]; hidden: { id: RegisterId; by: RegisterId }[] };

export function forecastRestore(shape: Shape, registers: readonly Held[], vmm: Vmm): RestoreForecast {
  const { ordered, byId } = inOrder(registers, vmm);
  const vm = scratchVm(shape);
  const rows = ordered.flatMap(({ id, values: [value = null] }) =>
    value === null ? [] : (writeRegister(vm, { id, value }, 0) ?? []),
  );
  const all = [...rows, ...movedLater(vm, rows, byId)].map((row) => settled(vm, row));
  const unsaved = shape.listed.filter((id) => !byId.has(id));
  return {
    writes: joined(all, ofOtherVcpus(vm, ordered), byId).filter(isToBeTold),
    defaults: unsaved.flatMap((id) => (vm.hidden.has(id) ? [] : [{ id, value: shape.fresh.get(id) ?? 0n }])),
    hidden: unsaved.flatMap((id) => {
      const by = vm.hidden.get(id);
      return by === undefined ? [] : [{ id, by }];
    }),
  };
}

function isToBeTold({ told, got, value, hiddenBy }: Forecast): boolean {
  return told.length > 0 || got !== value || hiddenBy !== undefined;
}

type Ordered = { ordered: readonly Held[]; byId: ReadonlyMap<RegisterId, Held> };

/** Whoever is compared with a thousand hosts is put in order once. */
function inOrder(registers: readonly Held[], vmm: Vmm): Ordered {
  const kept = orders.get(registers)?.get(vmm);
  if (kept !== undefined) return kept;
  const byId = new Map(registers.map((one) => [one.id, one]));
  const { early, late } = restoreOrder(vmm, [...byId.keys()]);
  const made = { byId, ordered: [...early, ...late].flatMap((id) => byId.get(id) ?? []) };
  orders.set(registers, new Map([...(orders.get(registers) ?? []), [vmm, made]]));
  return made;
}

const orders = new WeakMap<readonly Held[], ReadonlyMap<Vmm, Ordered>>();

/** Of those that were as a fresh VM has them, what another write moved or hid afterwards. */
function movedLater(vm: ScratchVm, rows: readonly Forecast[], byId: Ordered['byId']): Forecast[] {
  const known = new Set(rows.map(({ id }) => id));
  const ids = new Set([...vm.movedBy.keys(), ...vm.hidden.keys()]);
  return [...ids].flatMap((id) => {
    const value = byId.get(id)?.values[0] ?? null;
    return known.has(id) || value === null ? [] : [asWritten(vm, { id, value }, 0)];
  });
}

/** Of the other vCPUs the registers alone that differ from the first: what the VM has once is as the first one left it. */
function ofOtherVcpus(first: ScratchVm, ordered: readonly Held[]): Forecast[] {
  const most = ordered.reduce((length, { values }) => Math.max(length, values.length), 0);
  return Array.from({ length: Math.max(0, most - 1) }, (_, n) => n + 1).flatMap((vcpu) => {
    const own = ownOf(first, ordered, vcpu);
    const vm: ScratchVm = { ...first, held: new Map(first.held), movedBy: new Map(first.movedBy) };
    for (const { id } of own)
      if (vm.shape.pairOf(id) !== undefined) vm.held.set(id, (vm.shape.fresh.get(id) ?? 0n) & vm.counters);
      else if (isFreshAgain(first, id)) vm.held.delete(id);
    const rows = own.flatMap(({ id, values }) => {
      const value = values[vcpu] ?? null;
      return value === null ? [] : [writeRegister(vm, { id, value }, vcpu) ?? asWritten(vm, { id, value }, vcpu)];
    });
    return rows.map((row) => settled(vm, row));
  });
}

/** A register of each vCPU is in the next one as it was in the first before that was filled; what an ID register moved stays so. */
function isFreshAgain({ movedBy }: ScratchVm, id: RegisterId): boolean {
  return isCore(id) || (catalogueScope(id)?.kind === 'vcpu' && !movedBy.has(id));
}

/**
 * Both halves of a pair go together, and the core registers, which the mode in pstate may halve. What the first vCPU's ID registers hid or
 * moved, later vCPUs meet as it is then.
 */
function ownOf({ shape, hidden, movedBy }: ScratchVm, ordered: readonly Held[], vcpu: number): Held[] {
  const differing = ordered.filter(({ values }) => (values[vcpu] ?? null) !== null && values[vcpu] !== values[0]);
  const own = [...differing.map(({ id }) => id), ...hidden.keys(), ...movedBy.keys()];
  const ids = new Set(
    own.flatMap((id) => {
      const pair = shape.pairOf(id);
      return pair === undefined ? [id] : [pair.set, pair.clear];
    }),
  );
  const withCore = [...ids].some(isCore);
  return ids.size === 0 ? [] : ordered.filter(({ id }) => ids.has(id) || (withCore && isCore(id)));
}

/** One row for the vCPUs that hold the same value and of which the same is told; `others` say it of vCPUs that were looked at themselves. */
function joined(rows: readonly Forecast[], others: readonly Forecast[], byId: Ordered['byId']): Forecast[] {
  const found = new Map(rows.map((row) => [row.id, [{ ...row, vcpus: sameAsFirst(byId.get(row.id)?.values ?? []) }]]));
  for (const row of others) {
    const known = found.get(row.id) ?? [];
    const [vcpu = 0] = row.vcpus;
    for (const one of known) one.vcpus = one.vcpus.filter((other) => other !== vcpu);
    const like = known.find((one) => isSame(one, row));
    if (like === undefined) found.set(row.id, [...known, { ...row }]);
    else like.vcpus.push(vcpu);
  }
  return [...found.values()].flat().filter(({ vcpus }) => vcpus.length > 0);
}

function isSame(a: Forecast, b: Forecast): boolean {
  return a.value === b.value && a.got === b.got && a.told.map(textOf).join() === b.told.map(textOf).join();
}

function textOf({ kind, mask }: Forecast['told'][number]): string {
  return `${kind} ${mask}`;
}

function sameAsFirst(values: Held['values']): number[] {
  return values.flatMap((value, vcpu) => (value === values[0] ? [vcpu] : []));
}
