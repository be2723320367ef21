// What a kernel will make of a value, by what a probe saw it make of others. Measured, not derived: no rule of any kernel stands here.
import type { Flips, ProbedRegister, ProbedShape } from '@regscope/captures';
import { formatRegisterId, hex, type RegisterId } from '@regscope/registers';
import { capturedBits } from './captured-bits.ts';
import { probeIndex, type ProbeIndex } from './probe-index.ts';

/**
 * What becomes of some bits. `refused`: the errno of KVM_SET_ONE_REG; `altered`: something else is stored; `ignored`: the write is taken and
 * the bits stay as they are; `unknown`: not probed.
 */
export type Foretold = { mask: bigint; because: string } & (
  | { kind: 'refused'; errno: string }
  | { kind: 'altered' | 'ignored' | 'unknown' }
);

/** What will not be stored of a value as written; empty where all of it will. A register that is not listed is refused with ENOENT. */
export function foretell(shape: ProbedShape, { id, value }: { id: RegisterId; value: bigint }): Foretold[] {
  const index = probeIndex(shape);
  const text = formatRegisterId(id);
  if (!index.lists(text)) return [{ kind: 'refused', errno: 'ENOENT', mask: value, because: 'not listed there' }];
  const register = index.register(text);
  if (register === undefined) return [{ kind: 'unknown', mask: value, because: 'the register was not probed' }];
  const wholes = index.wholes(text);
  if (wholes !== undefined) return ofWhole(wholes, register, value);
  return ofParts(index, register, value);
}

/** Of PSCI_VERSION and its like single bits say nothing. */
function ofWhole(wholes: ReadonlyMap<string, string>, { value: fresh }: ProbedRegister, value: bigint): Foretold[] {
  const mask = value ^ capturedBits(fresh);
  const outcome = mask === 0n ? '=' : wholes.get(hex(value));
  if (outcome === undefined) return [{ kind: 'unknown', mask, because: `${hex(value)} was not tried` }];
  return ofOutcome(outcome, mask, hex(value));
}

function ofParts(index: ProbeIndex, register: ProbedRegister, value: bigint): Foretold[] {
  let left = (value ^ capturedBits(register.value)) & ~capturedBits(register.moving);
  const found: Foretold[] = [];
  for (const { msb, lsb, outcomes } of index.sweeps(register.id)) {
    const mask = ((1n << BigInt(msb - lsb + 1)) - 1n) << BigInt(lsb);
    if ((left & mask) === 0n) continue;
    left &= ~mask;
    const field = (value & mask) >> BigInt(lsb);
    found.push(...ofOutcome(outcomes[Number(field)] ?? 'EINVAL', mask, hex(field)));
  }
  return [...found, ...ofFlips(register.new, left)];
}

function ofOutcome(outcome: string, mask: bigint, value: string): Foretold[] {
  if (outcome === '=') return [];
  if (outcome.startsWith('0x')) return [{ kind: 'altered', mask, because: `${value} is stored as ${outcome}` }];
  return [{ kind: 'refused', errno: outcome, mask, because: `${value} was refused with ${outcome}` }];
}

function ofFlips({ refused = {}, altered, ignored, stuck }: Flips, left: bigint): Foretold[] {
  const rows: Foretold[] = [
    ...Object.entries(refused).map(([errno, mask]) => ({
      kind: 'refused' as const,
      errno,
      mask: capturedBits(mask),
      because: `refused with ${errno}`,
    })),
    { kind: 'altered', mask: capturedBits(altered) | capturedBits(stuck), because: 'something else is stored' },
    { kind: 'ignored', mask: capturedBits(ignored), because: 'the write is taken, and the bits stay as they are' },
  ];
  return rows.map((row) => ({ ...row, mask: row.mask & left })).filter(({ mask }) => mask !== 0n);
}
