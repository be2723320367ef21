// What a kernel will make of a value, by what a probe saw it make of others. Measured, not derived: no rule of any kernel stands here.
import { hex, type RegisterId } from '@regscope/registers';
import type { ProbedShape } from '@regscope/captures';
import { probeIndex, type Probed } from './probe-index.ts';

/**
 * What becomes of some bits. `refused`: the errno of KVM_SET_ONE_REG; `altered`: something else is stored, `stored` where that was seen;
 * `ignored`: the write is taken and the bits stay as they are; `unknown`: not probed.
 */
export type Foretold = { mask: bigint; because: string } & (
  | { kind: 'refused'; errno: string }
  | { kind: 'altered'; stored: bigint | undefined }
  | { kind: 'ignored' | 'unknown' }
);

/** What will not be stored of a value as written; empty where all of it will. A register that is not listed is refused with ENOENT. */
export function foretell(shape: ProbedShape, { id, value }: { id: RegisterId; value: bigint }): Foretold[] {
  const index = probeIndex(shape);
  if (!index.lists(id)) return [{ kind: 'refused', errno: 'ENOENT', mask: value, because: 'not listed there' }];
  const probed = index.probed(id);
  if (probed === undefined) return [{ kind: 'unknown', mask: value, because: 'the register was not probed' }];
  return foretellValue(probed, value);
}

/** As `foretell`, of a register that is listed and was probed. A refusal of no bits: it holds the value already. */
export function foretellValue(probed: Probed, value: bigint): Foretold[] {
  if (probed.same !== undefined)
    return [refusal(probed.same, value ^ probed.value, 'even the value that it holds was refused')];
  const changed = (value ^ probed.value) & ~probed.moving;
  if (changed === 0n) return [];
  const outcome = probed.wholes.get(value);
  if (outcome !== undefined) return ofOutcome(outcome, { mask: changed, lsb: 0n, tried: value });
  // Of PSCI_VERSION and its like single bits say nothing.
  if (probed.wholes.size > 0 && probed.fields.length === 0)
    return [{ kind: 'unknown', mask: changed, because: `${hex(value)} was not tried` }];
  return ofParts(probed, value, changed);
}

function ofParts(probed: Probed, value: bigint, changed: bigint): Foretold[] {
  let left = changed;
  const found: Foretold[] = [];
  for (const { mask, lsb, outcomes } of probed.fields) {
    if ((left & mask) === 0n) continue;
    left &= ~mask;
    const tried = (value & mask) >> lsb;
    found.push(...ofOutcome(outcomes[Number(tried)] ?? 'EINVAL', { mask, lsb, tried }));
  }
  return left === 0n ? found : [...found, ...ofFlips(probed, left)];
}

function ofOutcome(outcome: string, { mask, lsb, tried }: { mask: bigint; lsb: bigint; tried: bigint }): Foretold[] {
  if (outcome === '=') return [];
  if (!outcome.startsWith('0x')) return [refusal(outcome, mask, `${hex(tried)} was refused with ${outcome}`)];
  const because = `${hex(tried)} is stored as ${outcome}`;
  return [{ kind: 'altered', mask, stored: BigInt(outcome) << lsb, because }];
}

function ofFlips({ refused, altered, ignored }: Probed, left: bigint): Foretold[] {
  const rows: Foretold[] = [
    ...refused.map(({ errno, mask }) => refusal(errno, mask, `refused with ${errno}`)),
    { kind: 'altered', mask: altered, stored: undefined, because: 'something else is stored' },
    { kind: 'ignored', mask: ignored, because: 'the write is taken, and the bits stay as they are' },
  ];
  return rows.map((row) => ({ ...row, mask: row.mask & left })).filter(({ mask }) => mask !== 0n);
}

function refusal(errno: string, mask: bigint, because: string): Foretold {
  return { kind: 'refused', errno, mask, because };
}
