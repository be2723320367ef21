import { mkdir, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import {
  RegscopeError,
  type AuditAccess,
  type AuditAttempt,
  type AuditEntry,
  type AuditLine,
  type AuditList,
  type AuditQuery,
  type AuditResult,
  type AuditRow,
  type AuditVerdict,
} from '@regscope/contract';
import { withLock } from '@regscope/sources';
import { AccessLimit } from './access-limit.ts';
import { catchUp, openAfter } from './catch-up.ts';
import { fileName } from './files.ts';
import { readHead, writeHead, type Head } from './head.ts';
import { makeLine, writeLine } from './line.ts';
import { listRows } from './list-rows.ts';
import { sweep } from './sweep.ts';
import { verifyLog } from './verify-log.ts';
import { endWriter, isWriting, newWriter } from './writers.ts';

export type AuditOptions = {
  /** A file that has grown to this size is followed by another. */
  mostBytes?: number;
  now?: () => number;
  /** After entries were acknowledged. */
  onAppend?: () => void;
};

type Attempt = Extract<AuditRow, { kind: 'attempt' }>;
type Waiting = { entry: AuditEntry; resolve: () => void; reject: (error: unknown) => void };

/**
 * The log of who tried what and what became of it: lines that are only ever added, each with a hash over itself and the hash before it. A promise
 * resolves when its entry is on disk. Several processes may write to one folder: each append takes the lock and first reads what the others wrote.
 */
export class AuditLog implements AsyncDisposable {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #now: () => number;
  readonly #onAppend: () => void;
  readonly #writer = newWriter();
  readonly #limit = new AccessLimit();
  readonly #open = new Set<string>();
  #known: Head | undefined;
  #waiting: Waiting[] = [];
  #work: Promise<void> | undefined;

  /** Nothing is looked at before the first entry: for a process that may have none. */
  constructor(folder: string, { mostBytes = 16 << 20, now = Date.now, onAppend = () => {} }: AuditOptions = {}) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    this.#now = now;
    this.#onAppend = onAppend;
  }

  /** Takes in what an earlier process left: half a line is put aside, an attempt without a result gets one that says so. */
  static async open(folder: string, options: AuditOptions = {}): Promise<AuditLog> {
    const log = new AuditLog(folder, options);
    await log.#commit([], sweep);
    return log;
  }

  /** Before it is made. Rejects with a RegscopeError of code AUDIT_FAILED: then it must not be made. */
  async attempt(entry: AuditAttempt): Promise<void> {
    this.#open.add(entry.attempt);
    return this.#append(entry);
  }

  /** After it was made; each attempt has one result. */
  async result(entry: AuditResult): Promise<void> {
    if (!this.#open.has(entry.attempt)) throw new Error(`no attempt ${entry.attempt} waits for a result`);
    await this.#append(entry);
    this.#open.delete(entry.attempt);
  }

  /** Of refusals one is kept per name and minute. */
  async access(entry: AuditAccess): Promise<void> {
    if (this.#limit.isTooMuch(entry, this.#now())) return;
    return this.#append(entry);
  }

  /** That a server began to serve, and the like. */
  async note(because: string): Promise<void> {
    return this.#append({ kind: 'opened', because });
  }

  /** Newest first, an attempt together with its result. */
  async list(query: Omit<AuditQuery, 'limit'> & { limit: number }): Promise<AuditList> {
    return listRows(this.#folder, query).catch((error: unknown) => {
      throw failed(error, this.#folder);
    });
  }

  /** One attempt with its result; undefined where the log has none of this name. */
  async find(attempt: string): Promise<Attempt | undefined> {
    for (let before: string | undefined; ;) {
      const page = await this.list({ kind: 'attempt', limit: 200, ...(before === undefined ? {} : { before }) });
      const found = page.rows.find((row) => row.kind === 'attempt' && row.attempt === attempt);
      if (found?.kind === 'attempt') return found;
      if (page.next === null) return undefined;
      before = page.next;
    }
  }

  async verify(): Promise<AuditVerdict> {
    return verifyLog(this.#folder).catch((error: unknown) => {
      throw failed(error, this.#folder);
    });
  }

  /** Resolves when all that was given to it is on disk. What is open then has no maker any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#work;
    endWriter(this.#writer);
  }

  async #append(entry: AuditEntry): Promise<void> {
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ entry, resolve, reject }));
    this.#work ??= this.#drain();
    return done;
  }

  /** Whatever comes while one batch is written becomes the next one: one fsync for all of it. */
  async #drain(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#commit(batch.map(({ entry }) => entry)).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.#work = undefined;
  }

  async #commit(entries: readonly AuditEntry[], prepare?: typeof sweep): Promise<void> {
    const work = async (): Promise<void> => {
      await prepare?.(this.#folder);
      await this.#write(entries);
    };
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await withLock(join(this.#folder, 'lock'), work, { patienceMs: 30_000 });
    } catch (error) {
      this.#known = undefined;
      throw failed(error, this.#folder);
    }
    if (entries.length > 0) this.#onAppend();
  }

  async #write(entries: readonly AuditEntry[]): Promise<void> {
    const { head, notes } = await catchUp(this.#folder, this.#known);
    const all = [...notes.map((because) => ({ kind: 'opened', because }) as const), ...abandoned(head), ...entries];
    this.#known = head;
    if (all.length === 0) return;
    const place =
      head.size >= this.#mostBytes ? { file: head.file + 1, size: 0 } : { file: head.file, size: head.size };
    this.#known = await this.#extend({ ...head, ...place }, all);
  }

  async #extend(head: Head, entries: readonly AuditEntry[]): Promise<Head> {
    const path = join(this.#folder, fileName(head.file));
    const { lines, next } = this.#linesAfter(head, entries);
    const file = await open(path, 'a', 0o600);
    try {
      await file.writeFile(lines);
      await file.datasync();
      if (head.size === 0) await syncFolder(this.#folder);
      await writeHead(this.#folder, next);
    } catch (error) {
      await this.#takeBack(path, head).catch(() => {});
      throw error;
    } finally {
      await file.close();
    }
    return next;
  }

  /** So that what was refused does not stand there; unless the head counts it already, which is then the truth. */
  async #takeBack(path: string, { size, seq }: Head): Promise<void> {
    const head = await readHead(this.#folder);
    if (typeof head !== 'object' || head.seq <= seq) await truncate(path, size);
  }

  #linesAfter(head: Head, entries: readonly AuditEntry[]): { lines: Buffer; next: Head } {
    const at = new Date(this.#now()).toISOString();
    let next = head;
    const texts = entries.map((entry) => {
      const line: AuditLine = makeLine(next, at, entry);
      next = { ...next, seq: line.seq, hash: line.hash, attempts: openAfter(next.attempts, line, this.#writer) };
      return `${writeLine(line)}\n`;
    });
    const lines = Buffer.from(texts.join(''));
    return { lines, next: { ...next, size: head.size + lines.length } };
  }
}

/** A result for each attempt whose process ended before it could tell one. */
function abandoned({ attempts }: Head): AuditResult[] {
  const left = Object.entries(attempts).filter(([, writer]) => !isWriting(writer));
  return left.map(([attempt]) => ({
    kind: 'result',
    attempt,
    outcome: 'unknown',
    message: 'the server ended before the answer; read the VM again',
    writes: [],
  }));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function failed(error: unknown, folder: string): RegscopeError {
  const because = error instanceof Error ? error.message : String(error);
  return new RegscopeError(
    'AUDIT_FAILED',
    `the audit log in ${folder} cannot be used: ${because}; REGSCOPE_DATA names the folder that it lies in`,
    { folder },
  );
}
