// This machine as it is.
import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { LookFiles } from './look-files.ts';
import type { View } from './view.ts';

export function localView(files: LookFiles): View {
  return {
    ...files,
    names: (folder) => readdirSync(folder),
    link: (path) => readlinkSync(path),
    small: readSmall,
    slowNames: async (folder) => readdir(folder),
    slowFile: async (path, signal) => readFile(path, { signal }),
    isRoot: () => process.geteuid?.() === 0,
    readAt: () => new Date(),
    isWhole: true,
  };
}

/** The size of the kernel's files nobody knows before. */
function readSmall(path: string, most = 4096): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(most);
    let used = 0;
    for (let n = 1; n > 0 && used < most; used += n) n = readSync(file, bytes, used, most - used, null);
    return bytes.subarray(0, used);
  } finally {
    closeSync(file);
  }
}
