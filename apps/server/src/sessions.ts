import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who is signed in. In memory only: a server that ends signs everybody out. Secrets are kept as hashes. */
export class Sessions {
  /** Named after the instance: browsers do not tell the ports of one address apart when they send cookies. */
  readonly cookie = `regscope_${randomBytes(4).toString('hex')}`;
  readonly #links = new Map<string, number>();
  readonly #sessions = new Map<string, number>();
  readonly #token: Buffer;
  readonly #now: () => number;

  /** `token` is the command line's, which reads it from a file that only this user can read. */
  constructor(token: string, now: () => number = Date.now) {
    this.#token = hash(token);
    this.#now = now;
  }

  /** A secret that signs in once. The first one, printed at start, is good for as long as the server runs. */
  newLink(lifetimeMs = Number.POSITIVE_INFINITY): string {
    const secret = newSecret();
    this.#links.set(key(secret), this.#now() + lifetimeMs);
    return secret;
  }

  /** Spends a link. The session's secret, or undefined when the link is unknown, spent or too old. */
  signIn(link: string): string | undefined {
    const until = this.#links.get(key(link));
    this.#links.delete(key(link));
    if (until === undefined || until < this.#now()) return undefined;
    const secret = newSecret();
    this.#sessions.set(key(secret), this.#now() + IDLE_MS);
    return secret;
  }

  /** Whether the session is good; being asked keeps it so. */
  isSignedIn(secret: string): boolean {
    const until = this.#sessions.get(key(secret));
    if (until === undefined) return false;
    if (until < this.#now()) return !this.#sessions.delete(key(secret));
    this.#sessions.set(key(secret), this.#now() + IDLE_MS);
    return true;
  }

  /** As `isSignedIn`, without keeping the session: for those who only listen. */
  isOpen(secret: string): boolean {
    return (this.#sessions.get(key(secret)) ?? 0) > this.#now();
  }

  isToken(token: string): boolean {
    return timingSafeEqual(hash(token), this.#token);
  }

  signOut(secret: string): void {
    this.#sessions.delete(key(secret));
  }
}

/** A session that nobody used for this long has ended. */
const IDLE_MS = 12 * 3600_000;

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function key(secret: string): string {
  return hash(secret).toString('hex');
}
