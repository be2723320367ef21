/** Something that is named below the place where it stands. */
export type Named = { name: string; x: number };

const LETTER = 6.7;
const SPACE = 10;

/**
 * On which line below the bits each name stands, so that no name covers another, nor the thread by which another hangs: from right to left,
 * and lower the further left where there is no room.
 */
export function placeNames<T extends Named>(names: readonly T[]): (T & { line: number })[] {
  const placed: (T & { line: number })[] = [];
  for (const one of names.toSorted((a, b) => b.x - a.x)) {
    const end = one.x + one.name.length * LETTER + SPACE;
    const line = Math.max(0, ...placed.filter(({ x }) => x < end).map((other) => other.line + 1));
    placed.push({ ...one, line });
  }
  return placed;
}
