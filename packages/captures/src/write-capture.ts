import type { Capture } from './format.ts';

/** The same capture as the same text, whatever order its keys were made in: one line per register, so that two files can be told apart by eye. */
export function writeCapture(capture: Capture): string {
  return `${lines(ordered(capture), 0)}\n`;
}

/** Keys as the schema's first readers expect them; all others by name. */
const first = [
  'format',
  'version',
  'made',
  'host',
  'vm',
  'imported',
  'attached',
  'id',
  'msb',
  'lsb',
  'value',
  'values',
  'errors',
];

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(keys.toSorted(([a], [b]) => compare(a, b)).map(([key, inner]) => [key, ordered(inner)]));
}

function compare(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(key: string): number {
  return first.includes(key) ? first.indexOf(key) : first.length;
}

const SPREAD = 5;

/** Whatever fits on a line, or lies deep, stands on one. */
function lines(value: unknown, depth: number): string {
  const flat = JSON.stringify(value);
  if (flat.length <= 100 || depth >= SPREAD || typeof value !== 'object' || value === null) return flat;
  const pad = ' '.repeat(depth + 1);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = Array.isArray(value)
    ? value.map((one) => `${pad}${lines(one, depth + 1)}`)
    : Object.entries(value).map(([key, one]) => `${pad}${JSON.stringify(key)}: ${lines(one, depth + 1)}`);
  return `${open}\n${inner.join(',\n')}\n${' '.repeat(depth)}${close}`;
}
