import type { Readable } from 'node:stream';

const longestLog = 64 << 10;

/** Reads streams for as long as they last; the returned function tells the last of what they brought. */
export function keepTail(streams: readonly (Readable | null)[]): () => string {
  let text = '';
  for (const stream of streams) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-longestLog)));
  }
  return () => text;
}
