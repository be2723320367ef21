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

/** Before, the number, behind. */
type Parts = { head: string; number: number; tail: string };
type Run = { first: string; last: string; parts: Parts | undefined; length: number };

function runsOf(names: readonly string[]): string[] {
  const runs: Run[] = [];
  for (const name of names) {
    const parts = partsOf(name);
    const run = runs.at(-1);
    if (run !== undefined && follows(run.parts, parts))
      Object.assign(run, { last: name, parts, length: run.length + 1 });
    else runs.push({ first: name, last: name, parts, length: 1 });
  }
  return runs.flatMap(({ first, last, length }) => {
    if (length === 1) return [first];
    return length === 2 ? [first, last] : [`${first} to ${last}`];
  });
}

function partsOf(name: string): Parts | undefined {
  const [, head, number, tail] = /^(.*?)(\d+)(\D*(?: \(vCPU .*)?)$/.exec(name) ?? [];
  return head === undefined || number === undefined || tail === undefined
    ? undefined
    : { head, number: Number(number), tail };
}

function follows(before: Parts | undefined, after: Parts | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return before.head === after.head && before.tail === after.tail && before.number + 1 === after.number;
}
