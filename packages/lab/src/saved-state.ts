// The saved states of lab hosts. Each is a file named after its lab host, with a description beside it that tells for which
// emulator, hardware, kernel and initramfs it holds; a state for anything else is of no use and is removed.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Emulator } from './emulator.ts';
import { hardware, type Board } from './hardware.ts';
import type { Initramfs } from './initramfs.ts';
import type { Kernel } from './kernel.ts';
import { saveAddress, type Machine } from './machine.ts';
import { renameDurably, writeAtomically } from './write-atomically.ts';

export type SavedLab = {
  readonly name: string;
  readonly kernelRelease: string;
  readonly qemuVersion: string;
  readonly savedAt: string;
  readonly bytes: number;
};

export type StatePlace = {
  readonly folder: string;
  /** The beginning of the names of all files of this lab host. */
  readonly stem: string;
  readonly key: string;
  readonly path: string;
  readonly about: Omit<SavedLab, 'savedAt' | 'bytes'>;
};

type Parts = {
  readonly cache: string;
  readonly name: string;
  readonly board: Board;
  readonly emulator: Emulator;
  readonly kernel: Kernel;
  readonly initramfs: Initramfs;
};

/** Where the state of a lab host made of these parts is, or would be. */
export function statePlace({ cache, name, board, emulator, kernel, initramfs }: Parts): StatePlace {
  const parts = [
    emulator.version,
    emulator.command[0],
    hardware(board),
    emulator.firmware,
    kernel.sha256,
    initramfs.sha256,
  ];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  const folder = join(cache, 'states');
  const stem = `${name.replaceAll('+', ',').replaceAll(':', '+')}@`;
  const about = { name, kernelRelease: kernel.release, qemuVersion: emulator.version };
  return { folder, stem, key, path: join(folder, `${stem}${key}.state`), about };
}

/** Whether a whole state is there. */
export async function hasState({ path }: StatePlace): Promise<boolean> {
  return (await readDescription(path)) !== undefined;
}

/** Saves the state of a running machine, which goes on afterwards, and removes older states of the same lab host. */
export async function saveState(
  machine: Machine,
  { place, draft }: { place: StatePlace; draft: string },
): Promise<void> {
  await machine.qmp.execute('migrate', { uri: saveAddress });
  await migrated(machine);
  const { size } = await stat(draft);
  const { path, about } = place;
  await renameDurably(draft, path);
  const saved: SavedLab = { ...about, savedAt: new Date().toISOString(), bytes: size };
  await writeAtomically(`${path}.json`, JSON.stringify(saved));
  await removeStates(place, 'all but this');
  await machine.qmp.execute('cont');
}

/** A path that a machine's state can be saved to before it gets its place. */
export async function draftPath({ folder, stem }: StatePlace): Promise<string> {
  await mkdir(folder, { recursive: true });
  return join(folder, `${stem}draft-${process.pid}`);
}

/** Removes saved states of a lab host, and what saving processes that died have left. The caller holds its lock. */
export async function removeStates({ folder, stem, path }: StatePlace, which: 'all' | 'all but this'): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const file = join(folder, name);
    if (!name.startsWith(stem) || (which === 'all but this' && file.startsWith(path))) continue;
    await rm(file, { force: true });
  }
}

/** Tells one saved file from the next one of the same name; undefined when there is none. */
export async function stateIdentity({ path }: StatePlace): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : `${found.ino}:${found.mtimeMs}`;
}

/** Removes a state that turned out to be of no use. */
export async function forgetState({ path }: StatePlace): Promise<void> {
  await rm(`${path}.json`, { force: true });
  await rm(path, { force: true });
}

/** The lab hosts that start from a saved state, as far as the cache tells. */
export async function savedLabs(cache: string): Promise<SavedLab[]> {
  const folder = join(cache, 'states');
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith('.state'));
  const found = await Promise.all(names.toSorted().map((name) => readDescription(join(folder, name))));
  return found.filter((lab) => lab !== undefined);
}

async function readDescription(path: string): Promise<SavedLab | undefined> {
  try {
    const saved = JSON.parse(await readFile(`${path}.json`, 'utf8')) as SavedLab;
    return (await stat(path)).size === saved.bytes ? saved : undefined;
  } catch {
    return undefined;
  }
}

async function migrated({ qmp }: Machine): Promise<void> {
  for (;;) {
    const { status, 'error-desc': why } = await qmp.execute('query-migrate');
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled') throw new Error(`QEMU did not save its state: ${String(why)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
