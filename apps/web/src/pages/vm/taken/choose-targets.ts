/** What is ticked: all, unless some are named that there are. */
export function chosenOf(targets: readonly string[] | undefined, names: readonly string[]): ReadonlySet<string> {
  return new Set(targets === undefined ? names : names.filter((name) => targets.includes(name)));
}

/** What the address says of it: nothing where all are ticked, so that a link means all for ever. */
export function askedOf(chosen: ReadonlySet<string>, names: readonly string[]): readonly string[] | undefined {
  return names.every((name) => chosen.has(name)) ? undefined : names.filter((name) => chosen.has(name));
}

export function toggled(chosen: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(name)) next.add(name);
  return next;
}
