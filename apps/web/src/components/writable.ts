// What may be done to a register, in the words of the page. Announced, accepted and frozen are three facts that are never mixed.
import type { RegisterRow, Vm } from '@regscope/contract';

export type ScopeKind = RegisterRow['scope']['kind'];

type Mutability = RegisterRow['mutability'];

/**
 * `still …`: KVM takes a change after the first run too, and yet nobody is offered one here.
 * `frozen`: something of it could be changed before the first run. `fixed`: nothing ever could.
 */
export type Writable = 'all' | 'some' | 'still all' | 'still some' | 'frozen' | 'fixed' | 'unknown';

/** How much of a register KVM takes a change of in this phase. */
export function writableNow(mutability: Mutability, phase: Vm['phase']): Writable {
  const now = phase === 'new' ? mutability.before : mutability.after;
  if (phase === 'started' && (now === 'all' || now === 'some')) return stills[now];
  if (now !== 'none') return now;
  return phase !== 'new' && isFrozenByStart(mutability) ? 'frozen' : 'fixed';
}

const stills = { all: 'still all', some: 'still some' } as const;

export function isStill(writable: Writable): boolean {
  return writable === 'still all' || writable === 'still some';
}

export function isWritable(writable: Writable): boolean {
  return writable === 'all' || writable === 'some' || isStill(writable);
}

/** Can be changed before the first run, and no longer after it. */
export function isFrozenByStart({ before, after }: Mutability): boolean {
  return (before === 'all' || before === 'some') && after === 'none';
}

/** Where a VM like this was probed; undefined where none was. One probe stands behind all registers of a VM. */
export function whereProbed(registers: readonly RegisterRow[]): string | undefined {
  return registers.find(({ scope }) => scope.evidence === 'probed')?.scope.because;
}
