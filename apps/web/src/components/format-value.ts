// Numbers as text. Values travel as `0x…` without leading zeros; people compare them at the full width of the register.
import { hex, unreachable } from '@regscope/registers';

export type Radix = 'hex' | 'dec' | 'bin';

/** The digits of a value at the register's width: `zeros` lead, `digits` say something. A zero is one digit. */
export type Padded = { zeros: string; digits: string };

export function padHex(value: string, bytes: number): Padded {
  const digits = value.slice(2);
  return { zeros: '0'.repeat(Math.max(0, bytes * 2 - digits.length)), digits };
}

/** Hexadecimal cut in the middle when it has more than `room` characters: both ends say most. */
export function shortenHex(text: string, room: number): string {
  if (text.length <= room) return text;
  const tail = Math.floor((room - 3) / 2);
  return `${text.slice(0, room - 1 - tail)}…${text.slice(text.length - tail)}`;
}

/** The value in full: hexadecimal at the register's width in groups of 16 digits, decimal, or binary in groups of 8. */
export function formatValue(value: string, { radix, bytes }: { radix: Radix; bytes: number }): string {
  switch (radix) {
    case 'hex':
      return `0x${groupFromRight(value.slice(2).padStart(bytes * 2, '0'), 16)}`;
    case 'dec':
      return BigInt(value).toString();
    case 'bin':
      return `0b${groupFromRight(
        BigInt(value)
          .toString(2)
          .padStart(bytes * 8, '0'),
        8,
      )}`;
    default:
      return unreachable(radix);
  }
}

/** The value of a field: binary at the field's width, the others as short as they are. */
export function formatField(value: bigint, { radix, width }: { radix: Radix; width: number }): string {
  return radix === 'bin' ? `0b${value.toString(2).padStart(width, '0')}` : formatValue(hex(value), { radix, bytes: 0 });
}

/** `0-3, 5` of 0, 1, 2, 3, 5: how vCPUs and bits are listed. */
export function formatRanges(sorted: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A short span of time: `842 ms`, `3.1 s`, `2 min`. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 100_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

function groupFromRight(digits: string, size: number): string {
  const first = digits.length % size;
  const groups = first === 0 ? [] : [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += size) groups.push(digits.slice(at, at + size));
  return groups.join(' ');
}
