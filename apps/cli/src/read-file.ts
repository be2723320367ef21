import { readFileSync, statSync } from 'node:fs';
import { RegscopeError } from '@regscope/contract';
import { MOST_BYTES } from '@regscope/server';

/** The bytes of a file that was named on the command line. Throws a RegscopeError of code BAD_REQUEST, with the reason. */
export function readFileBytes(file: string): Uint8Array<ArrayBuffer> {
  try {
    if (!statSync(file).isFile()) throw new Error(`${file} is no regular file`);
    if (statSync(file).size > MOST_BYTES)
      throw new Error(`${file} has more than ${MOST_BYTES} bytes, the most that are read`);
    return Uint8Array.from(readFileSync(file));
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new RegscopeError('BAD_REQUEST', `the file cannot be read: ${because}`, { file });
  }
}

/** Whether a source is a file rather than HOST/VM. */
export function isFile(text: string): boolean {
  try {
    return statSync(text).isFile();
  } catch {
    return false;
  }
}
