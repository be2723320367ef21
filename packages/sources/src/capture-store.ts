// Captures on disk: those that ship with regscope, which stay as they are, and those of this user.
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MOST_BYTES, writeCapture } from '@regscope/captures';
import { RegscopeError, type CaptureSummary } from '@regscope/contract';
import { parseLabName, writeAtomically } from '@regscope/lab';
import { summaryOf, type StoredCapture } from './capture-summary.ts';
import { badCapture, readCaptureFile, readKeptCapture } from './read-capture-file.ts';
import { readShelfIndex, type ShelfIndex } from './shelf-index.ts';

/** A file in the user's folder that is no capture any more, or never was; without a name a whole folder that cannot be read. */
export type BrokenCapture = { name: string | null; because: string };

type Folders = { shipped: string; own: string };
type Kept<T> = { mtimeMs: number; found: T };

const unpack = promisify(gunzip);
const REMOVED = 'removed';

export class CaptureStore {
  readonly #folders: Folders;
  readonly #opened = new Map<string, Kept<Promise<StoredCapture>>>();
  readonly #summaries = new Map<string, Kept<CaptureSummary>>();
  #index: Promise<ShelfIndex> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  /** All that can be read, by name, and why the others cannot. */
  async list(): Promise<{ captures: CaptureSummary[]; broken: BrokenCapture[] }> {
    const captures: CaptureSummary[] = [];
    const broken: BrokenCapture[] = [];
    const namesIn = (folder: string, ending: string) =>
      names(folder, ending).catch((error: Error): string[] => {
        broken.push({ name: null, because: `the captures in ${folder} cannot be listed: ${error.message}` });
        return [];
      });
    const shipped = await namesIn(this.#folders.shipped, '.json.gz');
    const own = await namesIn(this.#folders.own, '.json');
    for (const name of [...new Set([...own, ...shipped])].toSorted())
      await this.summary(name).then(
        (found) => captures.push(found),
        (error: unknown) => broken.push({ name, because: error instanceof Error ? error.message : String(error) }),
      );
    return { captures, broken };
  }

  /** Throws as `find` does, but opens the capture only where nothing is known of it yet. */
  async summary(name: string): Promise<CaptureSummary> {
    const kind = await this.#kindOf(name);
    const path = this.#pathOf(name, kind);
    const { mtimeMs, size } = await stat(path);
    const kept = this.#summaries.get(path);
    if (kept?.mtimeMs === mtimeMs) return kept.found;
    const index = kind === 'shipped' ? await (this.#index ??= readShelfIndex(this.#folders.shipped)) : undefined;
    const found = index?.(name, size) ?? summaryOf(await this.find(name));
    this.#summaries.set(path, { mtimeMs, found });
    return found;
  }

  /** Throws a RegscopeError (NO_SUCH_CAPTURE, BAD_CAPTURE). */
  async find(name: string): Promise<StoredCapture> {
    return this.#open(name, await this.#kindOf(name));
  }

  /** Throws a RegscopeError (BAD_REQUEST, NAME_TAKEN) for a name that no new capture can have. */
  async mustBeFree(name: string): Promise<void> {
    mustBeName(name);
    await this.#mustBeVacant(name);
  }

  async #mustBeVacant(name: string): Promise<void> {
    if ((await exists(this.#pathOf(name, 'own'))) || (await exists(this.#pathOf(name, 'shipped'))))
      throw new RegscopeError('NAME_TAKEN', `there is a capture ${JSON.stringify(name)} already; choose another name`, {
        capture: name,
      });
  }

  /** Checks a file of any format and keeps it as a capture. Nothing is kept of a file that is refused, and nothing is written over. */
  async add(name: string, bytes: Uint8Array, file = name): Promise<StoredCapture> {
    const text = writeCapture(readCaptureFile(bytes, file));
    readKeptCapture(new TextEncoder().encode(text), file);
    return this.#alone(async () => {
      await this.mustBeFree(name);
      await mkdir(this.#folders.own, { recursive: true, mode: 0o700 });
      await writeAtomically(this.#pathOf(name, 'own'), text);
      return this.find(name);
    });
  }

  async rename(from: string, to: string): Promise<StoredCapture> {
    return this.#alone(async () => {
      await this.#mustBeOwn(from);
      await this.find(from);
      await this.mustBeFree(to);
      await rename(this.#pathOf(from, 'own'), this.#pathOf(to, 'own'));
      return this.find(to);
    });
  }

  /** Puts it aside, from where `restore` brings it back; what is no capture any more as well. The last removal of a name is kept. */
  async remove(name: string): Promise<void> {
    return this.#alone(async () => {
      if (!isName(name) || !(await exists(this.#pathOf(name, 'own')))) await this.#mustBeOwn(name);
      await mkdir(join(this.#folders.own, REMOVED), { recursive: true, mode: 0o700 });
      await rename(this.#pathOf(name, 'own'), this.#asideOf(name));
    });
  }

  async restore(name: string): Promise<void> {
    return this.#alone(async () => {
      if (isName(name)) await this.#mustBeVacant(name);
      else mustBeName(name);
      await rename(this.#asideOf(name), this.#pathOf(name, 'own')).catch(() => {
        throw new RegscopeError('NO_SUCH_CAPTURE', `no capture ${JSON.stringify(name)} was removed`, { capture: name });
      });
    });
  }

  /** One change after the other: a name that was free must still be free when the file comes to its place. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #mustBeOwn(name: string): Promise<void> {
    if ((await this.#kindOf(name)) === 'shipped')
      throw new RegscopeError('NOT_YOURS', `${name} comes with regscope and stays as it is`, { capture: name });
  }

  /** A capture of the user's hides a shipped one of its name. */
  async #kindOf(name: string): Promise<StoredCapture['kind']> {
    if (isName(name)) {
      mustNotBeLive(name);
      if (await exists(this.#pathOf(name, 'own'))) return 'own';
      if (await exists(this.#pathOf(name, 'shipped'))) return 'shipped';
    }
    throw new RegscopeError('NO_SUCH_CAPTURE', `there is no capture ${JSON.stringify(name)}`, { capture: name });
  }

  /** Whoever asks while a capture is being opened waits for the same opening. */
  async #open(name: string, kind: StoredCapture['kind']): Promise<StoredCapture> {
    const path = this.#pathOf(name, kind);
    const { mtimeMs, size } = await stat(path);
    const kept = this.#opened.get(path);
    this.#opened.delete(path);
    const found = kept?.mtimeMs === mtimeMs ? kept.found : readStored({ name, kind, path, size });
    this.#opened.set(path, { mtimeMs, found });
    // What failed once may work the next time.
    found.catch(() => this.#opened.delete(path));
    const oldest = this.#opened.keys().next();
    if (this.#opened.size > MOST_OPEN && oldest.done !== true) this.#opened.delete(oldest.value);
    return found;
  }

  #pathOf(name: string, kind: StoredCapture['kind']): string {
    return kind === 'own' ? join(this.#folders.own, `${name}.json`) : join(this.#folders.shipped, `${name}.json.gz`);
  }

  #asideOf(name: string): string {
    return join(this.#folders.own, REMOVED, `${name}.json`);
  }
}

/** A probed capture takes some 15 MB of memory. */
const MOST_OPEN = 32;

type File = { name: string; kind: StoredCapture['kind']; path: string; size: number };

async function readStored({ name, kind, path, size }: File): Promise<StoredCapture> {
  if (size > MOST_BYTES) throw badCapture(name, '', `${size} bytes; a capture has at most ${MOST_BYTES}`);
  const packed = await readFile(path);
  const bytes = kind === 'shipped' ? await unpack(packed, { maxOutputLength: MOST_BYTES }) : packed;
  return { name, kind, capture: readKeptCapture(bytes, name), bytes: bytes.length };
}

async function names(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Before the first capture is kept there is no folder.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .filter(isName);
}

/** A name is part of a path and of an address. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._+-]{0,79}$/.test(name);
}

/** A capture is a host too, and a live one of its name would hide it. */
function mustNotBeLive(name: string): void {
  if (name === 'local' || parseLabName(name) !== undefined)
    throw new RegscopeError('NAME_TAKEN', `${name} is the name of a live host; choose another name`, { capture: name });
}

function mustBeName(name: string): void {
  mustNotBeLive(name);
  if (!isName(name))
    throw new RegscopeError(
      'BAD_REQUEST',
      `${JSON.stringify(name.slice(0, 100))} is no name for a capture: up to 80 letters, digits and . _ + -, beginning with a letter or digit`,
      {},
    );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
