import { RegscopeError, type Content } from '@regscope/contract';
import { formatBytes } from './format-bytes.ts';

/** The server takes no more; so much need not be sent to hear it. */
const MOST_BYTES = 32 << 20;

/** What is in a file. Throws a RegscopeError for what is too large to be sent, or cannot be read. */
export async function readFileBytes(file: File): Promise<Content> {
  if (file.size > MOST_BYTES)
    throw refused(file, `it has ${formatBytes(file.size)}, and a capture has at most ${formatBytes(MOST_BYTES)}`);
  const bytes = await file.arrayBuffer().catch(() => {
    throw refused(file, 'it cannot be read; is it a folder?');
  });
  return new Uint8Array(bytes);
}

function refused({ name }: File, because: string): RegscopeError {
  return new RegscopeError('BAD_CAPTURE', `${name}: ${because}`, { file: name });
}
