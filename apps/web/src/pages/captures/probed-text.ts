/** How many shapes of VM were probed, in the words of the tables. */
export function probedText(shapes: number): string {
  if (shapes === 0) return 'not probed';
  return `${shapes} shape${shapes === 1 ? '' : 's'}`;
}
