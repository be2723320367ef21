import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { cpio, type CpioEntry } from './cpio.ts';
import { fileIdentity } from './file-identity.ts';
import { innerEntries, innerIdentity } from './inner-files.ts';
import type { Kernel } from './kernel.ts';
import type { Vmm } from './vmm.ts';
import { writeAtomically } from './write-atomically.ts';

export type Initramfs = { readonly path: string; readonly sha256: string };

type Stamp = { readonly from: string; readonly sha256: string; readonly size: number };

/** `vmm`: where guests are to run inside of the lab host. */
export type InitramfsParts = { readonly kernel: Kernel; readonly agent: string; readonly vmm: Vmm | undefined };

/** The lab host's whole file system: the agent as /init, and what it loads and starts. Made anew when one of them changed. */
export async function obtainInitramfs(cache: string, parts: InitramfsParts): Promise<Initramfs> {
  const from = await fingerprint(parts);
  const stem = `${parts.kernel.release}-${createHash('sha256').update(parts.agent).digest('hex').slice(0, 8)}`;
  const path = join(cache, 'initramfs', `${stem}${parts.vmm === undefined ? '' : '-vmm'}.cpio`);
  const stamp = await readStamp(path);
  if (stamp?.from === from) return { path, sha256: stamp.sha256 };

  const bytes = cpio(await entries(parts));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(join(cache, 'initramfs'), { recursive: true });
  await writeAtomically(path, bytes);
  await writeAtomically(`${path}.json`, JSON.stringify({ from, sha256, size: bytes.length } satisfies Stamp));
  return { path, sha256 };
}

async function fingerprint({ kernel, agent, vmm }: InitramfsParts): Promise<string> {
  const inner = vmm === undefined ? '' : ` ${await innerIdentity({ vmm, agent })}`;
  return `${await fileIdentity(agent)} ${kernel.sha256}${inner}`;
}

async function readStamp(path: string): Promise<Stamp | undefined> {
  try {
    const stamp = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Stamp;
    return (await stat(path)).size === stamp.size ? stamp : undefined;
  } catch {
    return undefined;
  }
}

async function entries({ kernel, agent, vmm }: InitramfsParts): Promise<CpioEntry[]> {
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
    ...(vmm === undefined ? [] : await innerEntries({ vmm, agent, image: kernel.image })),
  ];
}
