// JSON of strangers: parsed without rounding 64-bit numbers, and looked at with a pointer to the place.
import { parseHex } from '@regscope/registers';
import { placeOf, quoteLongIntegers, repeatedKey, tooDeep } from '../json-text.ts';
import type { Stop } from './import-error.ts';

export type Json = { value: unknown; path: string; stop: Stop };

const MOST_LEVELS = 64;
/** A bound for what JSON.parse makes of the text, and of the texts in it: commas, brackets and, twice, colons. */
const MOST_PARTS = 1_000_000;

/** Throws through `stop` for what is no JSON, or would fill the memory. */
export function parseJson(text: string, path: string, stop: Stop): Json {
  const deep = tooDeep(text, MOST_LEVELS);
  if (deep !== undefined) stop(path || placeOf(text, deep.at), deep.because);
  if (parts(text) > MOST_PARTS) stop(path, `more than ${MOST_PARTS} values`);
  const value = parsed(text, path, stop);
  const twice = repeatedKey(text);
  if (twice !== undefined) stop(path || placeOf(text, twice.at), twice.because);
  return { value, path, stop };
}

function parsed(text: string, path: string, stop: Stop): unknown {
  try {
    return JSON.parse(quoteLongIntegers(text));
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return stop(path, `not JSON: ${because}`);
  }
}

function parts(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x5b || code === 0x7b) count++;
    else if (code === 0x3a) count += 2;
  }
  return count;
}

/** What stands under a key; undefined where nothing does. Stops where there is no object. */
export function under(node: Json, key: string): Json | undefined {
  const value = objectIn(node)[key];
  return value === undefined || value === null ? undefined : { ...node, value, path: `${node.path}/${escaped(key)}` };
}

/** Stops where nothing stands under the key. */
export function must(node: Json, key: string): Json {
  return under(node, key) ?? node.stop(node.path, `expected a key ${JSON.stringify(key)}`);
}

export function objectIn({ value, path, stop }: Json): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : stop(path, `expected an object, found ${kindOf(value)}`);
}

export function listIn(node: Json): Json[] {
  const { value, path, stop } = node;
  if (!Array.isArray(value)) return stop(path, `expected a list, found ${kindOf(value)}`);
  return value.map((one: unknown, n) => ({ ...node, value: one, path: `${path}/${n}` }));
}

export function textOf({ value, path, stop }: Json): string {
  return typeof value === 'string' ? value : stop(path, `expected a text, found ${kindOf(value)}`);
}

/** A u64 as a JSON number of any length, or as `0x…`. */
export function u64Of({ value, path, stop }: Json): bigint {
  const number = typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : fromText(value);
  if (number === undefined || number < 0n || number > 0xffff_ffff_ffff_ffffn)
    return stop(path, `expected a number of at most 64 bits, found ${kindOf(value)}`);
  return number;
}

function fromText(value: unknown): bigint | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  return /^\d+$/.test(value) ? BigInt(value) : parseHex(value);
}

/** A list of exactly `length` byte numbers. */
export function bytesOf({ value, path, stop }: Json, length: number): Uint8Array {
  if (!Array.isArray(value) || value.length !== length)
    return stop(
      path,
      `expected ${length} bytes, found ${Array.isArray(value) ? `${value.length} values` : kindOf(value)}`,
    );
  const wrong = value.findIndex((byte) => !(Number.isInteger(byte) && byte >= 0 && byte <= 255));
  return wrong === -1 ? Uint8Array.from(value) : stop(`${path}/${wrong}`, 'expected a byte, 0 to 255');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string' && value.length > 60) return `${JSON.stringify(value.slice(0, 60))}…`;
  return isObject(value) ? 'an object' : (JSON.stringify(value) ?? 'nothing');
}

/** RFC 6901. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
