// One line of the log: how it is written, and whether one that is read is exactly that.
import { createHash } from 'node:crypto';
import { AuditLine, type AuditEntry } from '@regscope/contract';
import { Compile } from 'typebox/compile';

/** The place in the chain after which a line follows. */
export type Link = { seq: number; hash: string };

/** Before the first line. */
export const chainStart: Link = { seq: 0, hash: '0'.repeat(64) };

export function makeLine({ seq, hash: prev }: Link, at: string, entry: AuditEntry): AuditLine {
  const body = { seq: seq + 1, at, prev, entry };
  return { ...body, hash: digest(canonical(body)) };
}

/** The line as it stands in the file, without its end. */
export function writeLine(line: AuditLine): string {
  return canonical(line);
}

/**
 * The line that these bytes are; undefined for anything that `writeLine` did not write. The text must be the canonical one to the byte: else a
 * change that JSON does not mind (a space, an escape, a key that comes twice) would go unseen.
 */
export function readLine(bytes: Uint8Array): AuditLine | undefined {
  const line = showLine(bytes);
  if (line === undefined) return undefined;
  const { hash, ...body } = line;
  return hash === digest(canonical(body)) && canonical(line) === decode(bytes) ? line : undefined;
}

/** The line as it stands there, whether or not it was changed: for looking at it. */
export function showLine(bytes: Uint8Array): AuditLine | undefined {
  const text = decode(bytes);
  const json = text === undefined ? undefined : parse(text);
  return isLine.Check(json) ? json : undefined;
}

/** JSON with the keys of every object in order and nothing between them: one value has one text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const isLine = Compile(AuditLine);
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
