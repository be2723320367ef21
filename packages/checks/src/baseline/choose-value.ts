import { unreachable } from '@regscope/registers';
import { safestValue } from '../restore/accepted-values.ts';
import type { Part, PartRule } from './parts-of.ts';

/** What the hosts have in a part, and what each takes there. */
export type Offers = { owns: readonly bigint[]; taken: readonly ReadonlySet<bigint>[] };

/**
 * The value of a part that tells a guest as much as possible, and no more than any of the hosts has. Undefined where no value suits all
 * hosts. The order of the hosts does not matter.
 */
export function chooseValue({ rule }: Part, { owns, taken }: Offers): bigint | undefined {
  const [first = 0n] = owns;
  if (owns.every((own) => own === first)) return first;
  const common = inAll(taken);
  switch (rule.rule) {
    case 'bits':
      return fewestLost(common, commonBits(owns));
    case 'same':
      return lowest(common.filter((value) => owns.includes(value)));
    case 'exact':
      return common.find((value) => value === rule.safe) ?? lowest(common.filter((value) => owns.includes(value)));
    case 'lower':
    case 'higher':
    case 'higher-or-zero':
      return safestValue(common, limitOf(rule, owns), rule);
    default:
      return unreachable(rule);
  }
}

/** The least that any of them has, or the most where more is safer. */
export function limitOf(rule: PartRule, owns: readonly bigint[]): bigint {
  if (rule.rule === 'bits') return commonBits(owns);
  const sorted = [...new Set(owns)].toSorted((a, b) => Number(inOrder(rule, a) - inOrder(rule, b)));
  const [first = 0n] = sorted;
  if (rule.rule === 'higher-or-zero' && owns.includes(0n)) return 0n;
  return rule.rule === 'higher' || rule.rule === 'higher-or-zero' ? (sorted.at(-1) ?? first) : first;
}

function inOrder({ seg: [msb, lsb], signed }: PartRule, value: bigint): bigint {
  return signed ? BigInt.asIntN(msb - lsb + 1, value) : value;
}

function inAll([first, ...rest]: Offers['taken']): bigint[] {
  return [...(first ?? [])].filter((value) => rest.every((one) => one.has(value)));
}

function lowest(values: readonly bigint[]): bigint | undefined {
  return values.reduce<bigint | undefined>((low, value) => (low === undefined || value < low ? value : low), undefined);
}

function commonBits(owns: readonly bigint[]): bigint {
  return owns.reduce((bits, own) => bits & own, -1n);
}

function fewestLost(values: readonly bigint[], limit: bigint): bigint | undefined {
  const within = values.filter((value) => (value & ~limit) === 0n);
  return within.toSorted((a, b) => bitCount(b) - bitCount(a) || Number(a - b))[0];
}

function bitCount(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}
