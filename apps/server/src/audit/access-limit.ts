import type { AuditAccess } from '@regscope/contract';

/** Keeps who is refused from filling the log: one refusal per name and minute is written down. */
export class AccessLimit {
  readonly #last = new Map<string, number>();

  isTooMuch({ what, who }: AuditAccess, now: number): boolean {
    if (what !== 'refused') return false;
    for (const [name, at] of this.#last) if (now - at >= MINUTE_MS) this.#last.delete(name);
    const name = `${who.kind} ${who.name}`;
    if (this.#last.has(name)) return true;
    this.#last.set(name, now);
    return false;
  }
}

const MINUTE_MS = 60_000;
