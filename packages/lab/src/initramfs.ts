import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { cpio, type CpioEntry } from './cpio.ts';
import type { Kernel } from './kernel.ts';
import { LabError } from './lab-error.ts';
import { writeAtomically } from './write-atomically.ts';

export type Initramfs = { readonly path: string; readonly sha256: string };

type Stamp = { readonly from: string; readonly sha256: string; readonly size: number };

/** The guest's whole file system: the agent as /init, and the modules it has to load first. Made anew when one of them changed. */
export async function obtainInitramfs(cache: string, parts: { kernel: Kernel; agent: string }): Promise<Initramfs> {
  const from = await fingerprint(parts);
  const name = `${parts.kernel.release}-${createHash('sha256').update(parts.agent).digest('hex').slice(0, 8)}`;
  const path = join(cache, 'initramfs', `${name}.cpio`);
  const stamp = await readStamp(path);
  if (stamp?.from === from) return { path, sha256: stamp.sha256 };

  const bytes = cpio(await entries(parts));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(join(cache, 'initramfs'), { recursive: true });
  await writeAtomically(path, bytes);
  await writeAtomically(`${path}.json`, JSON.stringify({ from, sha256, size: bytes.length } satisfies Stamp));
  return { path, sha256 };
}

// Size and time stand for the agent's content here, so that nothing is hashed at each start.
async function fingerprint({ kernel, agent }: { kernel: Kernel; agent: string }): Promise<string> {
  const found = await stat(agent).catch((cause: unknown) => {
    throw new LabError('LAB_AGENT_MISSING', `the guest's agent is missing: ${agent}`, {
      remedy: 'Build it: make -C native agent, with a compiler for the guest as CC.',
      cause,
    });
  });
  return `${agent} ${found.size} ${found.mtimeMs} ${kernel.sha256}`;
}

async function readStamp(path: string): Promise<Stamp | undefined> {
  try {
    const stamp = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Stamp;
    return (await stat(path)).size === stamp.size ? stamp : undefined;
  } catch {
    return undefined;
  }
}

async function entries({ kernel, agent }: { kernel: Kernel; agent: string }): Promise<CpioEntry[]> {
  const folders = ['dev', 'proc', 'sys', 'tmp', 'modules'].map((path) => ({ kind: 'folder', path }) as const);
  const modules = kernel.modules.map((file) => ({ file, path: `modules/${basename(file)}` }));
  const order = Buffer.from(modules.map(({ path }) => `/${path}\n`).join(''));
  return [
    ...folders,
    { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
    { kind: 'file', path: 'init', bytes: await readFile(agent), mode: 0o755 },
    ...(await Promise.all(
      modules.map(
        async ({ file, path }) => ({ kind: 'file', path, bytes: await readFile(file), mode: 0o644 }) as const,
      ),
    )),
    { kind: 'file', path: 'modules/order', bytes: order, mode: 0o644 },
  ];
}
