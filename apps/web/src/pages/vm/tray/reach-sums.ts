// How a plan changes which recorded hosts would take the VM.
import type { PlanReach } from '@regscope/contract';

type Host = PlanReach['hosts'][number];

/** In the order of interest. */
export type Reached = 'lost' | 'gained' | 'refuses' | 'unknown' | 'takes';

export type ReachSums = { before: number; after: number; all: number; unknown: number };

export function reachSums({ hosts }: PlanReach): ReachSums {
  return {
    before: hosts.filter(({ before }) => before === true).length,
    after: hosts.filter(({ after }) => after === true).length,
    all: hosts.length,
    unknown: hosts.filter((host) => reached(host) === 'unknown').length,
  };
}

export function reached({ before, after }: Host): Reached {
  if (after === null) return 'unknown';
  if (after) return before === true ? 'takes' : 'gained';
  return before === true ? 'lost' : 'refuses';
}

const order: readonly Reached[] = ['lost', 'gained', 'refuses', 'unknown', 'takes'];

/** Of those that refuse, the one first that has least against it. */
export function byInterest({ hosts }: PlanReach): Host[] {
  return hosts.toSorted((a, b) => order.indexOf(reached(a)) - order.indexOf(reached(b)) || distance(a) - distance(b));
}

/** What no change of a register mends is farthest. */
function distance({ because, refused }: Host): number {
  return because === '' ? refused.length : MOST_REGISTERS + refused.length;
}

const MOST_REGISTERS = 20_000;

/** `loads on 4 → 9 of 12 recorded hosts`. */
export function reachText({ before, after, all }: ReachSums): string {
  const on = before === after ? `${after}` : `${before} → ${after}`;
  return all === 0 ? 'no recorded host to compare with' : `loads on ${on} of ${all} recorded hosts`;
}
