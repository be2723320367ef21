// By this file the command line finds the server that runs for the same user, and may speak to it. Only that user can read it.
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type RuntimeFile = { url: string; token: string; pid: number };

const NAME = 'server.json';

/** Where it lies: $REGSCOPE_RUNTIME, else $XDG_RUNTIME_DIR/regscope, else a folder of the user's in the temporary one. */
export function runtimeFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_RUNTIME_DIR'];
  return (
    env['REGSCOPE_RUNTIME'] ??
    (base === undefined ? join(tmpdir(), `regscope-${process.getuid?.() ?? 0}`) : join(base, 'regscope'))
  );
}

/** Writes the file; the returned function takes it away again, unless a later server has put its own there. */
export async function keepRuntimeFile(folder: string, content: RuntimeFile): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOurs(folder)))
    throw new Error(
      `${folder} belongs to somebody else or is open to others; set REGSCOPE_RUNTIME to a folder of your own`,
    );
  const draft = join(folder, `${NAME}.${process.pid}`);
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  await rename(draft, join(folder, NAME));
  return async () => {
    const now = await readRuntimeFile(folder);
    if (now?.token === content.token) await rm(join(folder, NAME), { force: true });
  };
}

/** Undefined when there is no such file, or none that can be trusted. */
export async function readRuntimeFile(folder: string): Promise<RuntimeFile | undefined> {
  if (!(await isOurs(folder).catch(() => false))) return undefined;
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => '');
  try {
    const { url, token, pid } = JSON.parse(text) as Partial<RuntimeFile>;
    return typeof url === 'string' && typeof token === 'string' && typeof pid === 'number'
      ? { url, token, pid }
      : undefined;
  } catch {
    return undefined;
  }
}

async function isOurs(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder);
  return uid === process.getuid?.() && (mode & 0o077) === 0;
}
