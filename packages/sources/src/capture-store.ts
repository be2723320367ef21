// Captures on disk: those that ship with regscope, which stay as they are, and those of this user.
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MOST_BYTES, writeCapture, type Capture } from '@regscope/captures';
import { RegscopeError } from '@regscope/contract';
import { parseLabName, writeAtomically } from '@regscope/lab';
import { badCapture, readCaptureFile } from './read-capture-file.ts';

export type StoredCapture = { name: string; kind: 'shipped' | 'own'; capture: Capture; bytes: number };

/** A file in the user's folder that is no capture any more, or never was. */
export type BrokenCapture = { name: string; because: string };

type Folders = { shipped: string; own: string };
type Kept = { mtimeMs: number; found: StoredCapture };

const unpack = promisify(gunzip);
const REMOVED = 'removed';

export class CaptureStore {
  readonly #folders: Folders;
  readonly #kept = new Map<string, Kept>();

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  /** All that can be read, by name, and why the others cannot. */
  async all(): Promise<{ captures: StoredCapture[]; broken: BrokenCapture[] }> {
    const [shipped, own] = [await names(this.#folders.shipped, '.json.gz'), await names(this.#folders.own, '.json')];
    const captures: StoredCapture[] = [];
    const broken: BrokenCapture[] = [];
    for (const name of [...new Set([...own, ...shipped])].toSorted())
      await this.find(name).then(
        (found) => captures.push(found),
        (error: unknown) => broken.push({ name, because: error instanceof Error ? error.message : String(error) }),
      );
    return { captures, broken };
  }

  /** A capture of the user's hides a shipped one of its name. Throws a RegscopeError (NO_SUCH_CAPTURE, BAD_CAPTURE). */
  async find(name: string): Promise<StoredCapture> {
    if (isName(name)) {
      mustNotBeLive(name);
      const own = await this.#load(name, 'own');
      const found = own ?? (await this.#load(name, 'shipped'));
      if (found !== undefined) return found;
    }
    throw new RegscopeError('NO_SUCH_CAPTURE', `there is no capture ${JSON.stringify(name)}`, { capture: name });
  }

  /** Checks the bytes and keeps them. Nothing is kept of a file that is refused, and nothing is written over. */
  async add(name: string, bytes: Uint8Array): Promise<StoredCapture> {
    mustBeName(name);
    const capture = readCaptureFile(bytes, name);
    await this.#mustBeFree(name);
    await mkdir(this.#folders.own, { recursive: true, mode: 0o700 });
    await writeAtomically(this.#pathOf(name, 'own'), writeCapture(capture));
    return this.find(name);
  }

  async rename(from: string, to: string): Promise<StoredCapture> {
    mustBeName(to);
    await this.#mustBeOwn(from);
    await this.#mustBeFree(to);
    await rename(this.#pathOf(from, 'own'), this.#pathOf(to, 'own'));
    return this.find(to);
  }

  /** Puts it aside, from where `restore` brings it back. The last removal of a name is kept. */
  async remove(name: string): Promise<void> {
    await this.#mustBeOwn(name);
    await mkdir(join(this.#folders.own, REMOVED), { recursive: true, mode: 0o700 });
    await rename(this.#pathOf(name, 'own'), this.#asideOf(name));
  }

  async restore(name: string): Promise<StoredCapture> {
    mustBeName(name);
    await this.#mustBeFree(name);
    await rename(this.#asideOf(name), this.#pathOf(name, 'own')).catch(() => {
      throw new RegscopeError('NO_SUCH_CAPTURE', `no capture ${JSON.stringify(name)} was removed`, { capture: name });
    });
    return this.find(name);
  }

  /** Ends what `remove` put aside. */
  async forgetRemoved(): Promise<void> {
    await rm(join(this.#folders.own, REMOVED), { recursive: true, force: true });
  }

  async #mustBeFree(name: string): Promise<void> {
    if ((await exists(this.#pathOf(name, 'own'))) || (await exists(this.#pathOf(name, 'shipped'))))
      throw new RegscopeError('NAME_TAKEN', `there is a capture ${JSON.stringify(name)} already; choose another name`, {
        capture: name,
      });
  }

  async #mustBeOwn(name: string): Promise<void> {
    const { kind } = await this.find(name);
    if (kind === 'shipped')
      throw new RegscopeError('NOT_YOURS', `${name} comes with regscope and stays as it is`, { capture: name });
  }

  async #load(name: string, kind: StoredCapture['kind']): Promise<StoredCapture | undefined> {
    const path = this.#pathOf(name, kind);
    const file = await stat(path).catch(() => undefined);
    if (file === undefined) return undefined;
    const kept = this.#kept.get(path);
    if (kept?.mtimeMs === file.mtimeMs) return kept.found;
    if (file.size > MOST_BYTES) throw badCapture(name, '', `${file.size} bytes; a capture has at most ${MOST_BYTES}`);
    const packed = await readFile(path);
    const bytes = kind === 'shipped' ? await unpack(packed, { maxOutputLength: MOST_BYTES }) : packed;
    const found: StoredCapture = { name, kind, capture: readCaptureFile(bytes, name), bytes: bytes.length };
    this.#kept.set(path, { mtimeMs: file.mtimeMs, found });
    return found;
  }

  #pathOf(name: string, kind: StoredCapture['kind']): string {
    return kind === 'own' ? join(this.#folders.own, `${name}.json`) : join(this.#folders.shipped, `${name}.json.gz`);
  }

  #asideOf(name: string): string {
    return join(this.#folders.own, REMOVED, `${name}.json`);
  }
}

async function names(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
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
