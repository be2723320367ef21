import { parseHex } from '@regscope/registers';

/** A value as somebody types it. */
export type TypedValue = { kind: 'none' } | { kind: 'value'; value: bigint } | { kind: 'bad'; because: string };

/** Reads `0x1f`, `31` and `0b1_1111`; blanks and underscores between digits are passed over. */
export function parseValue(text: string): TypedValue {
  const digits = text.replaceAll(/[\s_]/g, '');
  if (digits === '') return { kind: 'none' };
  const value = digits.length > LONGEST ? undefined : (parseHex(digits) ?? binary(digits) ?? decimal(digits));
  return value === undefined ? { kind: 'bad', because: whyBad(digits) } : { kind: 'value', value };
}

/** The binary digits of the widest register, and the mark before them. */
const LONGEST = 2050;

function binary(digits: string): bigint | undefined {
  return /^0b[01]+$/i.test(digits) ? BigInt(digits.toLowerCase()) : undefined;
}

function decimal(digits: string): bigint | undefined {
  return /^\d{1,617}$/.test(digits) ? BigInt(digits) : undefined;
}

function whyBad(digits: string): string {
  const shown = `“${digits.length > 40 ? `${digits.slice(0, 40)}…` : digits}”`;
  if (digits.length > LONGEST) return 'The value is longer than any register: the widest has 2048 bits.';
  if (digits.startsWith('-')) return `${shown} is negative: registers hold bits, write them as 0x…`;
  if (/^(?!0b)[0-9a-f]*[a-f][0-9a-f]*$/i.test(digits)) return `${shown} has hexadecimal digits: write 0x before them.`;
  return `${shown} is no number: write 0x1f, 31 or 0b11111.`;
}
