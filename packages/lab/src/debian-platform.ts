import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { LabError } from './lab-error.ts';

export type DebianPlatform = {
  readonly architecture: 'amd64' | 'arm64';
  readonly triplet: string;
  readonly loader: string;
};

const platforms: Readonly<Record<string, DebianPlatform>> = {
  x64: { architecture: 'amd64', triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { architecture: 'arm64', triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/** What Debian calls this machine's kind of processor. */
export function debianPlatform(): DebianPlatform {
  const platform = platforms[process.arch];
  if (platform) return platform;
  throw new LabError('LAB_NOT_DEBIAN', `programs cannot be fetched for a processor of kind ${process.arch}`, {
    remedy: 'Install qemu-system-aarch64 and aarch64-linux-gnu-gcc with your own package manager.',
  });
}

/** The library folders of unpacked packages. Before trixie, libc is still below /lib; some libraries keep a folder of their own. */
export async function libraryFolders(root: string): Promise<string[]> {
  const { triplet } = debianPlatform();
  const folders: string[] = [];
  for (const base of [join(root, 'lib', triplet), join(root, 'usr/lib', triplet)]) {
    const entries = await readdir(base, { withFileTypes: true }).catch(() => []);
    if (entries.length > 0) folders.push(base);
    for (const entry of entries) if (ownLibraries.has(entry.name)) folders.push(join(base, entry.name));
  }
  return folders;
}

const ownLibraries = new Set(['pulseaudio', 'blas', 'lapack']);
