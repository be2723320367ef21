import { randomBytes } from 'node:crypto';
import type { Role } from '@regscope/registers';
import { hashOf, isSameHash, newSecret } from './secrets.ts';

/** Whom a link lets in, and as what. */
export type Whom = { name: string; role: Role };

/** `id` names a session without opening it; times are milliseconds. */
export type SessionState = Whom & { id: string; since: number; lastSeen: number; ends: number };

export type SessionOptions = {
  /** A session that nobody used for this long has ended; 0: it does not end by that. */
  idleMs?: number;
  now?: () => number;
};

/** Who is signed in. In memory only: a server that ends signs everybody out. Secrets are kept as hashes. */
export class Sessions {
  /** Named after the instance: browsers do not tell the ports of one address apart when they send cookies. */
  readonly cookie = `regscope_${randomBytes(4).toString('hex')}`;
  readonly #links = new Map<string, Whom & { until: number }>();
  readonly #sessions = new Map<string, SessionState>();
  readonly #token: string;
  readonly #idleMs: number;
  readonly #now: () => number;

  /** `token` is the command line's, which reads it from a file that only this user can read. */
  constructor(token: string, { idleMs = IDLE_MS, now = Date.now }: SessionOptions = {}) {
    this.#token = hashOf(token);
    this.#idleMs = idleMs;
    this.#now = now;
  }

  /** A secret that signs in once. The first one, printed at start, is good for as long as the server runs. */
  newLink(whom: Whom, lifetimeMs = Number.POSITIVE_INFINITY): string {
    const secret = newSecret();
    for (const [link, { until }] of this.#links) if (until < this.#now()) this.#links.delete(link);
    this.#links.set(hashOf(secret), { ...whom, until: this.#now() + lifetimeMs });
    return secret;
  }

  /** Spends a link. The session and its secret, or undefined when the link is unknown, spent or too old. */
  signIn(link: string): { secret: string; session: SessionState } | undefined {
    const found = this.#links.get(hashOf(link));
    this.#links.delete(hashOf(link));
    if (found === undefined || found.until < this.#now()) return undefined;
    const [secret, now] = [newSecret(), this.#now()];
    const { name, role } = found;
    const session = {
      id: randomBytes(6).toString('hex'),
      name,
      role,
      since: now,
      lastSeen: now,
      ends: now + LONGEST_MS,
    };
    this.#sessions.set(hashOf(secret), session);
    return { secret, session };
  }

  /** The session, if it is good; being asked keeps it so. */
  use(secret: string): SessionState | undefined {
    const session = this.find(secret);
    if (session !== undefined) session.lastSeen = this.#now();
    return session;
  }

  /** As `use`, without keeping the session: for those who only listen. */
  find(secret: string): SessionState | undefined {
    const session = this.#sessions.get(hashOf(secret));
    if (session === undefined || this.#isGood(session)) return session;
    this.#sessions.delete(hashOf(secret));
    return undefined;
  }

  /** All that are good, those that were used last first. */
  list(): SessionState[] {
    for (const [key, session] of this.#sessions) if (!this.#isGood(session)) this.#sessions.delete(key);
    return [...this.#sessions.values()].toSorted((a, b) => b.lastSeen - a.lastSeen);
  }

  isCommandLine(token: string): boolean {
    return isSameHash(hashOf(token), this.#token);
  }

  signOut(secret: string): void {
    this.#sessions.delete(hashOf(secret));
  }

  /** Ends a session by its id. What it was, or undefined when there is none. */
  end(id: string): SessionState | undefined {
    const found = this.list().find((session) => session.id === id);
    for (const [key, session] of this.#sessions) if (session === found) this.#sessions.delete(key);
    return found;
  }

  /** When a session ends if nobody uses it. */
  endOf({ lastSeen, ends }: SessionState): number {
    return this.#idleMs === 0 ? ends : Math.min(ends, lastSeen + this.#idleMs);
  }

  #isGood(session: SessionState): boolean {
    return this.#now() <= this.endOf(session);
  }
}

const IDLE_MS = 8 * 3600_000;

/** However much it is used. */
const LONGEST_MS = 7 * 24 * 3600_000;
