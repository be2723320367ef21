/** Where a key leads among bits that stand in rows, the highest first; undefined for keys that do not move, and at the end of the strip. */
export function stepBit(
  key: string,
  { at, bits, perRow }: { at: number; bits: number; perRow: number },
): number | undefined {
  const wanted = targets(at, { bits, perRow })[key];
  return wanted === undefined || wanted < 0 || wanted >= bits ? undefined : wanted;
}

function targets(at: number, { bits, perRow }: { bits: number; perRow: number }): Readonly<Record<string, number>> {
  return {
    ArrowLeft: at + 1,
    ArrowRight: at - 1,
    ArrowUp: at + perRow,
    ArrowDown: at - perRow,
    Home: bits - 1,
    End: 0,
  };
}
