import { closeSync, openSync, readSync } from 'node:fs';

/** The beginning of a file of the kernel's, whose size nobody knows before. Throws as openSync and readSync do. */
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

/** As text; undefined where it cannot be read, or what it told of is gone. */
export function smallText(path: string, most?: number): string | undefined {
  try {
    return readSmall(path, most).toString('latin1');
  } catch {
    return undefined;
  }
}

/** The errno name of what node:fs threw. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';
}
