import type { Phase } from '@regscope/registers';
import type { RegisterFacts } from './facts-of.ts';

export type Amount = 'all' | 'some' | 'none' | 'unknown';

/** How much of a register can be changed before the first run, and after it. */
export type Mutability = { before: Amount; after: Amount };

export function mutabilityOf(facts: RegisterFacts | undefined, bits: number): Mutability {
  if (facts === undefined) return { before: 'unknown', after: 'unknown' };
  return {
    before: amount(facts.before, bits),
    after: facts.after === undefined ? 'unknown' : amount(facts.after, bits),
  };
}

/** Whether anything of it can be changed in this phase; unknown where nothing was probed. */
export function isWritable({ before, after }: Mutability, phase: Phase): boolean | undefined {
  const now = phase === 'new' ? before : after;
  return now === 'unknown' ? undefined : now !== 'none' && phase !== 'gone';
}

/** Can be changed before the first run, and no longer after it. */
export function isFrozenAfterStart({ before, after }: Mutability): boolean {
  return (before === 'all' || before === 'some') && after === 'none';
}

function amount(mask: bigint, bits: number): Amount {
  if (mask === 0n) return 'none';
  return mask === (1n << BigInt(bits)) - 1n ? 'all' : 'some';
}
