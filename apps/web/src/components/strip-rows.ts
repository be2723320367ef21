// How a value of any width is laid out as rows of bits, most significant first.

export type StripRow =
  | { kind: 'bits'; msb: number; lsb: number; value: bigint; marks: bigint }
  | { kind: 'zeros'; msb: number; lsb: number };

/** `folding`: whether neighbouring rows of a wide register without any bit set or marked become one line. */
type Layout = { value: bigint; marks: bigint; bits: number; perRow?: number; folding?: 'zeros' | 'nothing' };

/** What is never folded: an ordinary register. */
const ORDINARY = 64;

export function stripRows({ value, marks, bits, perRow = 64, folding = 'zeros' }: Layout): StripRow[] {
  const isWhole = bits <= ORDINARY || folding === 'nothing';
  const rows: StripRow[] = [];
  for (let lsb = Math.floor((bits - 1) / perRow) * perRow; lsb >= 0; lsb -= perRow) {
    const msb = Math.min(bits, lsb + perRow) - 1;
    const row = { value: cut(value, msb, lsb), marks: cut(marks, msb, lsb) };
    const last = rows.at(-1);
    if (isWhole || row.value !== 0n || row.marks !== 0n) rows.push({ kind: 'bits', msb, lsb, ...row });
    else if (last?.kind === 'zeros') last.lsb = lsb;
    else rows.push({ kind: 'zeros', msb, lsb });
  }
  return rows;
}

/** Numbers of the bits that are set, lowest first. */
export function setBits(value: bigint): number[] {
  const bits: number[] = [];
  for (let bit = 0, rest = value; rest > 0n; bit++, rest >>= 1n) if ((rest & 1n) === 1n) bits.push(bit);
  return bits;
}

/** Bits `msb` to `lsb` of a value, moved down to 0. */
export function cut(value: bigint, msb: number, lsb: number): bigint {
  return (value >> BigInt(lsb)) & ((1n << BigInt(msb - lsb + 1)) - 1n);
}
