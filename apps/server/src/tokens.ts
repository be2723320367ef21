import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RegscopeError, RoleName, WhoName, type AddToken, type TokenRow } from '@regscope/contract';
import { withLock, writeAtomically } from '@regscope/sources';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { hashOf, isSameHash, newSecret } from './secrets.ts';

/**
 * Named API tokens, in tokens.json of the data folder: by their hashes, so that the file lets nobody in. The file is the only truth and is read each
 * time, because the command line changes it too while no server runs. When a token was used last is kept in memory alone, to the minute.
 */
export class Tokens {
  readonly #file: string;
  readonly #folder: string;
  readonly #now: () => number;
  readonly #used = new Map<string, number>();

  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#file = join(folder, 'tokens.json');
    this.#now = now;
  }

  /** By name. */
  async list(): Promise<TokenRow[]> {
    return (await this.#read()).map((token) => this.#row(token)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Throws a RegscopeError (NAME_TAKEN, TOO_MANY). The secret is not to be had again. */
  async add({ name, role, days }: AddToken, createdBy: string): Promise<{ token: TokenRow; secret: string }> {
    const secret = `${PREFIX}${newSecret()}`;
    const now = this.#now();
    const expiresAt = days === undefined ? null : new Date(now + days * DAY_MS).toISOString();
    const token = { name, role, hash: hashOf(secret), createdAt: new Date(now).toISOString(), createdBy, expiresAt };
    await this.#change((tokens) => {
      mustHaveRoom(tokens, name);
      return [...tokens, token];
    });
    return { token: this.#row(token), secret };
  }

  /** Throws a RegscopeError (NO_SUCH_TOKEN). */
  async revoke(name: string): Promise<TokenRow> {
    let revoked: StoredToken | undefined;
    await this.#change((tokens) => {
      revoked = tokens.find((token) => token.name === name);
      return tokens.filter((token) => token !== revoked);
    });
    if (revoked === undefined)
      throw new RegscopeError('NO_SUCH_TOKEN', `there is no token ${JSON.stringify(name)}`, { token: name });
    const row = this.#row(revoked);
    this.#used.delete(name);
    return row;
  }

  /** The token that this is the secret of, unless it has ended. */
  async find(secret: string): Promise<TokenRow | undefined> {
    if (!secret.startsWith(PREFIX)) return undefined;
    const hash = hashOf(secret);
    const found = (await this.#read()).find((token) => isSameHash(token.hash, hash));
    if (found === undefined || isOver(found, this.#now())) return undefined;
    this.#used.set(found.name, Math.floor(this.#now() / MINUTE_MS) * MINUTE_MS);
    return this.#row(found);
  }

  async #change(change: (tokens: readonly StoredToken[]) => StoredToken[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await withLock(`${this.#file}.lock`, async () => {
      const tokens = change(await this.#read());
      await writeAtomically(this.#file, JSON.stringify({ version: 1, tokens }, null, 2));
    });
  }

  async #read(): Promise<StoredToken[]> {
    const text = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{"version":1,"tokens":[]}';
      throw error;
    });
    return parse(text, this.#file).tokens;
  }

  #row(token: StoredToken): TokenRow {
    const { name, role, createdAt, createdBy, expiresAt } = token;
    const used = this.#used.get(name);
    const lastUsed = used === undefined ? null : new Date(used).toISOString();
    return { name, role, createdAt, createdBy, expiresAt, over: isOver(token, this.#now()), lastUsed };
  }
}

const closed = { additionalProperties: false };
const StoredToken = Type.Object(
  {
    name: WhoName,
    role: RoleName,
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    createdAt: Type.String(),
    createdBy: Type.String(),
    expiresAt: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
const TokenFile = Type.Object({ version: Type.Literal(1), tokens: Type.Array(StoredToken) }, closed);
type StoredToken = Static<typeof StoredToken>;

/** A file that is not understood lets nobody in, and is not written over. */
function parse(text: string, file: string): Static<typeof TokenFile> {
  const json = parsed(text);
  if (Check(TokenFile, json)) return json;
  throw new RegscopeError('INTERNAL', `${file} is no list of tokens that this regscope can read`, { file });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mustHaveRoom(tokens: readonly StoredToken[], name: string): void {
  if (tokens.some((token) => token.name === name))
    throw new RegscopeError(
      'NAME_TAKEN',
      `there is a token ${JSON.stringify(name)} already; revoke it or choose another name`,
      {
        token: name,
      },
    );
  if (tokens.length >= MOST)
    throw new RegscopeError('TOO_MANY', `regscope keeps ${MOST} tokens at most; revoke some that nobody uses`, {});
}

function isOver({ expiresAt }: StoredToken, now: number): boolean {
  // What is no date is over as well.
  return expiresAt !== null && !(Date.parse(expiresAt) > now);
}

/** By it a secret that leaked into a file or a log is recognised. */
const PREFIX = 'regscope_';
const MOST = 200;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3600_000;
