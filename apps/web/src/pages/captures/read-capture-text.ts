import { RegscopeError } from '@regscope/contract';
import { formatBytes } from './format-bytes.ts';

/** The server takes no more; so much need not be sent to hear it. */
const MOST_BYTES = 32 << 20;

/** What is in a file. Throws a RegscopeError for what cannot be a capture whatever is in it. */
export async function readCaptureText(file: File): Promise<string> {
  if (file.size > MOST_BYTES)
    throw refused(file, `it has ${formatBytes(file.size)}, and a capture has at most ${formatBytes(MOST_BYTES)}`);
  const bytes = await file.arrayBuffer().catch(() => {
    throw refused(file, 'it cannot be read; is it a folder?');
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(file, 'it is not UTF-8 text, as a capture is; unpack it first if it is compressed');
  }
}

function refused({ name }: File, because: string): RegscopeError {
  return new RegscopeError('BAD_CAPTURE', `${name}: ${because}`, { file: name });
}
