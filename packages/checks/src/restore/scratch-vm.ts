// The VM that is thought to be filled, register by register: what it holds, and what is not there any more.
import type { RegisterId } from '@regscope/registers';
import type { Foretold } from '../foretell.ts';
import type { Probed } from '../probe-index.ts';
import type { Shape } from './target.ts';

export type ScratchVm = {
  shape: Shape;
  /** Registers that do not hold any more what a fresh VM does. */
  held: Map<RegisterId, bigint>;
  /** Registers that an ID register hides as it was written, and which one. */
  hidden: Map<RegisterId, RegisterId>;
  /** Registers of which that is not known. */
  doubtful: Map<RegisterId, RegisterId>;
  /** Registers that the write of another one moved, and which one. */
  movedBy: Map<RegisterId, RegisterId>;
  /** Bits of the PMU's set and clear pairs that can be set. */
  counters: bigint;
};

export type Write = { id: RegisterId; value: bigint };

/** `told`: what is not stored as written, and why; `got`: what is held then, undefined where that is not known or nothing was stored. */
export type Outcome = { told: Foretold[]; got: bigint | undefined };

/** How the writes of some registers end whose bits say too little one by one. Each rule names its place in the kernel. */
export type Rule = {
  is: (id: RegisterId, vm: ScratchVm) => boolean;
  write: (vm: ScratchVm, write: Write, probed: Probed) => Outcome;
};

export function scratchVm(shape: Shape): ScratchVm {
  return { shape, held: new Map(), hidden: new Map(), doubtful: new Map(), movedBy: new Map(), counters: -1n };
}

export function heldIn({ shape, held }: ScratchVm, id: RegisterId): bigint {
  return held.get(id) ?? shape.fresh.get(id) ?? 0n;
}

/** What the write of one register makes of another. */
export function move(vm: ScratchVm, { id, value }: Write, by: RegisterId): void {
  if (heldIn(vm, id) === value) return;
  vm.held.set(id, value);
  vm.movedBy.set(id, by);
}

export function refused(errno: string, mask: bigint, because: string): Outcome {
  return { told: [{ kind: 'refused', errno, mask, because }], got: undefined };
}

/** What is held after a write of which this was told. */
export function outcomeOf(told: Foretold[], { value }: Write, before: bigint): Outcome {
  let got: bigint | undefined = value;
  for (const one of told) {
    if (one.kind === 'refused') return { told, got: undefined };
    if (one.kind === 'unknown' || got === undefined) continue;
    if (one.kind === 'altered' && one.stored === undefined) got = undefined;
    else got = (got & ~one.mask) | ((one.kind === 'altered' ? (one.stored ?? 0n) : before) & one.mask);
  }
  return { told, got };
}
