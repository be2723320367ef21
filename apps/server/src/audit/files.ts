// The files of the log: audit-000001.jsonl and on, one line after the other.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NEWLINE = 0x0a;

export function fileName(file: number): string {
  return `audit-${String(file).padStart(6, '0')}.jsonl`;
}

/** Their numbers, in order. */
export async function logFiles(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const numbers = names.flatMap((name) => /^audit-(\d{6,})\.jsonl$/.exec(name)?.[1] ?? []).map(Number);
  return numbers.toSorted((a, b) => a - b);
}

/** A file of the log is small enough to be read at once; the log is not. */
export async function readLog(folder: string, file: number): Promise<Buffer> {
  return readFile(join(folder, fileName(file)));
}

/** The lines of a file, without their ends. What stands after the last end is no line: it is `rest`. */
export function splitLines(bytes: Buffer): { lines: Buffer[]; rest: Buffer } {
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return { lines, rest: bytes.subarray(from) };
}
