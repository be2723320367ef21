// By this file the command line finds the server that runs for the same user, and may speak to it. Only that user can read it.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `certificate`: PEM of a server that speaks TLS, the only one that is taken from it. */
export type RuntimeFile = { url: string; token: string; pid: number; certificate?: string };

/** One per server, named after its port, which no two servers share. */
function nameOf({ url }: RuntimeFile): string {
  const { port, protocol } = new URL(url);
  return `server-${port === '' ? (protocol === 'https:' ? 443 : 80) : port}.json`;
}

/** Where it lies: $REGSCOPE_RUNTIME, else $XDG_RUNTIME_DIR/regscope, else a folder of the user's in the temporary one. */
export function runtimeFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_RUNTIME_DIR'];
  return (
    env['REGSCOPE_RUNTIME'] ??
    (base === undefined ? join(tmpdir(), `regscope-${process.getuid?.() ?? 0}`) : join(base, 'regscope'))
  );
}

/** Writes the file; the returned function takes it away again. */
export async function keepRuntimeFile(folder: string, content: RuntimeFile): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOurs(folder))) throw new Error('it belongs to somebody else or is open to others');
  const [file, draft] = [join(folder, nameOf(content)), join(folder, `draft-${process.pid}`)];
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  await rename(draft, file);
  return async () => rm(file, { force: true });
}

/** The servers that said where they are, the latest first; some may have ended without a word. */
export async function readRuntimeFiles(folder: string): Promise<RuntimeFile[]> {
  if (!(await isOurs(folder).catch(() => false))) return [];
  const names = (await readdir(folder)).filter((name) => /^server-\d+\.json$/.test(name));
  const read = await Promise.all(names.map((name) => readOne(join(folder, name))));
  const found = read.filter((one) => one !== undefined);
  return found.toSorted((a, b) => b.since - a.since).map(({ file }) => file);
}

async function readOne(path: string): Promise<{ file: RuntimeFile; since: number } | undefined> {
  try {
    const { url, token, pid, certificate } = JSON.parse(await readFile(path, 'utf8')) as Partial<RuntimeFile>;
    if (typeof url !== 'string' || typeof token !== 'string' || typeof pid !== 'number') return undefined;
    const pinned = typeof certificate === 'string' ? { certificate } : {};
    return { file: { url, token, pid, ...pinned }, since: (await stat(path)).mtimeMs };
  } catch {
    return undefined;
  }
}

async function isOurs(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder);
  return uid === process.getuid?.() && (mode & 0o077) === 0;
}
