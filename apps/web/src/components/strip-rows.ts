// How a value of any width is laid out as rows of at most 64 bits, most significant first.

export type StripRow =
  | { kind: 'bits'; msb: number; lsb: number; value: bigint; marks: bigint }
  | { kind: 'zeros'; msb: number; lsb: number };

const ROW = 64;

/** Rows of a register; two and more neighbouring rows without any bit set or marked become one line. */
export function stripRows({ value, marks, bits }: { value: bigint; marks: bigint; bits: number }): StripRow[] {
  const rows: StripRow[] = [];
  for (let lsb = Math.floor((bits - 1) / ROW) * ROW; lsb >= 0; lsb -= ROW) {
    const msb = Math.min(bits, lsb + ROW) - 1;
    const row = { value: cut(value, lsb), marks: cut(marks, lsb) };
    const last = rows.at(-1);
    if (row.value !== 0n || row.marks !== 0n || bits <= ROW) rows.push({ kind: 'bits', msb, lsb, ...row });
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

function cut(value: bigint, lsb: number): bigint {
  return (value >> BigInt(lsb)) & 0xffff_ffff_ffff_ffffn;
}
