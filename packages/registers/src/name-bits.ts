/** `bit 32`, `bits 35 and 40`, `bits 64 to 67, 70 and 72`: the bits of a mask from the lowest, as a sentence says them. */
export function nameBits(mask: bigint): string {
  const runs = runsOf(mask);
  const words = runs.slice(0, MOST).flatMap(wordsOf);
  if (runs.length > MOST) words.push(`${runs.length - MOST} more groups`);
  const last = words.pop() ?? 'none';
  const isOne = runs.length === 1 && runs[0]?.from === runs[0]?.to;
  return `${isOne ? 'bit' : 'bits'} ${words.length === 0 ? last : `${words.join(', ')} and ${last}`}`;
}

const MOST = 8;

function wordsOf({ from, to }: Run): string[] {
  return to - from < 2 ? [...new Set([`${from}`, `${to}`])] : [`${from} to ${to}`];
}

type Run = { from: number; to: number };

function runsOf(mask: bigint): Run[] {
  const runs: Run[] = [];
  for (let bit = 0, rest = mask; rest > 0n; bit++, rest >>= 1n) {
    if ((rest & 1n) === 0n) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.to === bit - 1) last.to = bit;
    else runs.push({ from: bit, to: bit });
  }
  return runs;
}
