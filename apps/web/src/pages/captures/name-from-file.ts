// Names for captures that come as files. The server decides what a name is; these are proposals that it takes.

const MOST = 80;

/** `my host (2).json` → `my-host-2`. */
export function nameFromFile(file: string): string {
  const words = file
    .replace(/^.*[/\\]/, '')
    .replace(/(\.regscope)?(\.json)?(\.gz)?$/i, '')
    .replaceAll(/[^A-Za-z0-9._+-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  const name = words.slice(0, MOST).replace(/-+$/, '');
  return name === '' ? 'capture' : name;
}

/** The first of NAME-2, NAME-3… that nobody has. */
export function anotherName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/-\d+$/, '');
  for (let count = 2; ; count++) {
    const next = `${stem.slice(0, MOST - `-${count}`.length)}-${count}`;
    if (!taken.has(next)) return next;
  }
}
