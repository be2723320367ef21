// What a lab host needs to run guests of its own: a VMM, and for the guests the lab's own kernel and a file system of one program.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { cpio, type CpioEntry } from './cpio.ts';
import { fileIdentity } from './file-identity.ts';
import { innerPlaces, innerPrograms } from './inner-guests.ts';
import type { Vmm } from './vmm.ts';

/** `agent`: the guests' program is built beside it. */
type Inner = { readonly vmm: Vmm; readonly agent: string };

/** Changes whenever one of them does, but for the kernel. */
export async function innerIdentity({ vmm, agent }: Inner): Promise<string> {
  return `${await fileIdentity(initOf(agent))} ${vmm.identity} ${innerPrograms()}`;
}

export async function innerEntries({ vmm, agent, image }: Inner & { readonly image: string }): Promise<CpioEntry[]> {
  const initramfs = guestInitramfs(await readFile(initOf(agent)));
  const files = [
    ...(await Promise.all(vmm.files.map(async (path) => executable(path, await readFile(join(vmm.folder, path)))))),
    executable(innerPlaces.image, await readFile(image)),
    executable(innerPlaces.initramfs, initramfs),
    executable('programs', Buffer.from(innerPrograms())),
  ];
  return [...foldersOf(files.map(({ path }) => path)), ...files];
}

function initOf(agent: string): string {
  return join(dirname(agent), 'inner-init');
}

function guestInitramfs(init: Uint8Array): Uint8Array {
  return cpio([
    { kind: 'folder', path: 'dev' },
    { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
    executable('init', init),
  ]);
}

function executable(path: string, bytes: Uint8Array) {
  return { kind: 'file', path, bytes, mode: 0o755 } as const;
}

/** The kernel unpacks no file before its folder. */
function foldersOf(paths: readonly string[]): CpioEntry[] {
  const all = paths.flatMap((path) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, n) => parts.slice(0, n + 1).join('/'));
  });
  return [...new Set(all)].map((path) => ({ kind: 'folder', path }));
}
