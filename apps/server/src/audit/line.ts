// One line of the log: how it is written, and whether one that is read is exactly that.
import { createHash } from 'node:crypto';
import { AuditLine, type AuditEntry } from '@regscope/contract';
import { Check } from 'typebox/value';

/** The place in the chain after which a line follows. */
export type Link = { seq: number; hash: string };

/** Before the first line. */
export const chainStart: Link = { seq: 0, hash: '0'.repeat(64) };

export function makeLine({ seq, hash: prev }: Link, at: string, entry: AuditEntry): AuditLine {
  const body = { seq: seq + 1, at, prev, entry };
  return { ...body, hash: hashOf(body) };
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
  const text = decode(bytes);
  const json = text === undefined ? undefined : parse(text);
  if (!Check(AuditLine, json)) return undefined;
  const { hash, ...body } = json;
  return hash === hashOf(body) && text === canonical(json) ? json : undefined;
}

/** JSON with the keys of every object in order and nothing between them: one value has one text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? inOrder(part) : part));
}

function hashOf(body: Omit<AuditLine, 'hash'>): string {
  return createHash('sha256').update(canonical(body)).digest('hex');
}

function inOrder(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
