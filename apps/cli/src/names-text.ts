/** Names as lines of text, what is numbered through put together: `z0 to z31`. `before` stands in front of the first line. */
export function namesText(names: readonly string[], before = ''): string[] {
  const lines: string[] = [];
  let line = `  ${before}`;
  for (const [n, run] of runsOf(names).entries()) {
    const more = n === 0 ? run : `, ${run}`;
    if (n > 0 && line.length + more.length > WIDTH) {
      lines.push(`${line},`);
      line = `  ${' '.repeat(before.length)}${run}`;
    } else line += more;
  }
  return [...lines, line];
}

const WIDTH = 120;

/** Text and numbers by turns. `at` is the one number that goes up by one; undefined of a run of one name. */
type Run = { first: string; last: string; parts: string[]; at: number | undefined; length: number };

function runsOf(names: readonly string[]): string[] {
  const runs: Run[] = [];
  for (const name of names) {
    const parts = name.split(/(\d+)/);
    const run = runs.at(-1);
    const at = run === undefined ? undefined : stepBetween(run.parts, parts);
    if (run !== undefined && at !== undefined && (run.at ?? at) === at)
      Object.assign(run, { last: name, parts, at, length: run.length + 1 });
    else runs.push({ first: name, last: name, parts, at: undefined, length: 1 });
  }
  return runs.flatMap(({ first, last, length }) => {
    if (length === 1) return [first];
    return length === 2 ? [first, last] : [`${first} to ${last}`];
  });
}

/** The only part in which the two differ, if it is a number there and one more than here. */
function stepBetween(before: readonly string[], after: readonly string[]): number | undefined {
  if (before.length !== after.length) return undefined;
  const [at, ...more] = after.flatMap((part, n) => (part === before[n] ? [] : [n]));
  if (at === undefined || more.length > 0) return undefined;
  return at % 2 === 1 && Number(before[at]) + 1 === Number(after[at]) ? at : undefined;
}
