/** How long one vCPU stood still, over the attaches of it. */
export type StopTimes = { vcpu: number; stops: number; lastUs: number; medianUs: number; p99Us: number };

/** Of one VM, since regscope first attached to it. */
export class StopClock {
  readonly #ns = new Map<number, number[]>();

  add(vcpu: number, ns: bigint): void {
    const all = this.#ns.get(vcpu) ?? [];
    this.#ns.set(vcpu, [...all.slice(-MOST_KEPT + 1), Number(ns)]);
  }

  times(): StopTimes[] {
    return [...this.#ns].toSorted(([a], [b]) => a - b).map(([vcpu, ns]) => timesOf(vcpu, ns));
  }
}

function timesOf(vcpu: number, ns: readonly number[]): StopTimes {
  const sorted = ns.toSorted((a, b) => a - b);
  const at = (share: number): number => micro(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { vcpu, stops: ns.length, lastUs: micro(ns.at(-1)), medianUs: at(0.5), p99Us: at(0.99) };
}

/** Microseconds, with one decimal. */
function micro(ns = 0): number {
  return Math.round(ns / 100) / 10;
}

const MOST_KEPT = 1000;
