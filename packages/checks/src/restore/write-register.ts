// One register written to the VM that is thought to be filled.
import { volatileBits } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import { foretellValue, type Foretold } from '../foretell.ts';
import { ruleOf } from './rules/index.ts';
import { counterWidth } from './rules/pmu.ts';
import { heldIn, move, outcomeOf, refused, type Outcome, type ScratchVm, type Write } from './scratch-vm.ts';

/**
 * `told`: what is not stored as written, and why; `got`: what it reads in the end, undefined where that is not known, or nothing was
 * stored; `movedBy`: the register whose write, after its own, made it read so; `hiddenBy`: the ID register that hides it.
 */
export type Forecast = Write & {
  vcpus: number[];
  listed: boolean;
  told: Foretold[];
  got: bigint | undefined;
  movedBy: RegisterId | undefined;
  hiddenBy: RegisterId | undefined;
};

/** Undefined where what a fresh VM holds is written again, which most registers of most VMs are. */
export function writeRegister(vm: ScratchVm, write: Write, vcpu: number): Forecast | undefined {
  const { id, value } = write;
  if (vm.shape.plain.get(id) === value && !vm.hidden.has(id) && !vm.doubtful.has(id)) return undefined;
  const { told, got } = writeTo(vm, write);
  const stored = got ?? (told.some(({ kind }) => kind === 'unknown') ? value : undefined);
  if (stored !== undefined) {
    vm.held.set(id, stored);
    vm.movedBy.delete(id);
    hide(vm, { id, value: stored });
  }
  return { ...asWritten(vm, write, vcpu), told: withoutMoving(id, told), got };
}

/** Of a register of which nothing is told. */
export function asWritten({ shape, hidden }: ScratchVm, { id, value }: Write, vcpu: number): Forecast {
  const hiddenBy = hidden.get(id);
  return { id, value, vcpus: [vcpu], listed: shape.lists(id), told: [], got: value, movedBy: undefined, hiddenBy };
}

/** As it reads once everything is written. */
export function settled(vm: ScratchVm, row: Forecast): Forecast {
  if (row.got === undefined) return row;
  const [movedBy, hiddenBy] = [vm.movedBy.get(row.id), vm.hidden.get(row.id)];
  const got = (vm.held.get(row.id) ?? row.got) & counterWidth(vm, row.id);
  return { ...row, movedBy, hiddenBy, got: hiddenBy === undefined ? got : undefined };
}

function writeTo(vm: ScratchVm, write: Write): Outcome {
  const { id, value } = write;
  if (!vm.shape.lists(id)) return refused('ENOENT', 0n, 'not listed there');
  if (vm.hidden.has(id)) return refused('ENOENT', 0n, 'hidden by an ID register that was written before');
  const probed = vm.shape.probed(id);
  if (probed === undefined) return open(value, 'the register was not probed');
  if (vm.doubtful.has(id)) return open(value, 'an ID register that was written before may hide it');
  const rule = ruleOf(vm, id);
  if (rule !== undefined) return rule.write(vm, write, probed);
  return outcomeOf(foretellValue(probed, value), write, heldIn(vm, id));
}

function open(mask: bigint, because: string): Outcome {
  return { told: [{ kind: 'unknown', mask, because }], got: undefined };
}

/** What is listed no more, or reads otherwise, with what an ID register holds now. */
function hide(vm: ScratchVm, { id, value }: Write): void {
  const { shape, hidden, doubtful } = vm;
  for (const { mask, bits, lost, changed } of shape.hiding.get(id) ?? []) {
    const now = value & mask;
    if (now === ((shape.fresh.get(id) ?? 0n) & mask)) continue;
    // Between the value that was tried and that of a fresh VM nothing is known.
    for (const one of lost) (now === bits ? hidden : doubtful).set(one, id);
    if (now === bits) for (const one of changed) move(vm, one, id);
  }
}

/** What moves by itself is held against nobody. */
function withoutMoving(id: RegisterId, told: Foretold[]): Foretold[] {
  const moving = volatileBits(id)?.mask ?? 0n;
  return moving === 0n ? told : told.filter(({ mask }) => mask === 0n || (mask & ~moving) !== 0n);
}
