/** How many characters all names begin with up to a dash or colon: `arm64-` says nothing where every name has it. */
export function sharedStart([first = '', ...others]: readonly string[]): number {
  if (others.length === 0) return 0;
  const ends = [...first.matchAll(/[-:]/g)].map(({ index }) => index + 1);
  return ends.findLast((end) => others.every((name) => name.startsWith(first.slice(0, end)))) ?? 0;
}
