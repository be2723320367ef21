// Names for captures. The server decides what a name is; this proposes one that it takes.

const MOST = 80;
const MOST_OF_VM = 60;

/** `lab-6.12-max-1-2026-11-22`; with a number behind it when somebody has it. */
export function captureName({ host, vm }: { host: string; vm: string }, now: Date, taken: ReadonlySet<string>): string {
  const words = `${host}-${vm}`.replaceAll(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const name = `${words.slice(0, MOST_OF_VM) || 'capture'}-${now.toISOString().slice(0, 10)}`;
  for (let count = 2, next = name; ; next = `${name}-${count++}`) if (!taken.has(next)) return next;
}

/** What is wrong with a name that somebody typed; undefined when nothing is. */
export function problemOf(name: string, taken: ReadonlySet<string>): string | undefined {
  if (name === '') return 'A capture needs a name.';
  if (name.length > MOST) return `At most ${MOST} characters.`;
  if (!/^[A-Za-z0-9]/.test(name)) return 'It begins with a letter or a digit.';
  if (!/^[A-Za-z0-9._+-]*$/.test(name)) return 'Letters, digits and . _ + - only.';
  return taken.has(name) ? 'There is a capture of this name already.' : undefined;
}
