// Where the log ends, found out under its lock: before anything is appended, what another process or a crash left behind is taken in.
import { mkdir, open, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLine } from '@regscope/contract';
import { fileName, logFiles, readLog, splitLines } from './files.ts';
import { firstHead, readHead, writeHead, type Head } from './head.ts';
import { readLine } from './line.ts';

/** `notes`: what was not as it should be, for an entry. */
export type Caught = { head: Head; notes: string[] };

/** `known`: the end as this process left it, where it wrote already. */
export async function catchUp(folder: string, known: Head | undefined): Promise<Caught> {
  const found = await readHead(folder);
  if (known !== undefined && typeof found === 'object' && found.hash === known.hash && (await endsAt(folder, known)))
    return { head: known, notes: [] };
  if (typeof found === 'object') return takeIn(folder, found);
  const isNew = (await logFiles(folder)).length === 0 && found === 'missing';
  if (!isNew) return withoutHead(folder, found);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeHead(folder, firstHead);
  return { head: firstHead, notes: [] };
}

async function endsAt(folder: string, { file, size }: Head): Promise<boolean> {
  return (await sizeOf(folder, file)) === size && (await sizeOf(folder, file + 1)) === 0;
}

/** Lines after the head are whole though nobody was told so: the process ended in between. They stay. */
async function takeIn(folder: string, head: Head): Promise<Caught> {
  const size = await sizeOf(folder, head.file);
  if (size < head.size) return afterCut(folder, head);
  const notes: string[] = [];
  let end = head;
  for (const file of (await logFiles(folder)).filter((one) => one >= head.file)) {
    const bytes = (await readLog(folder, file)).subarray(file === head.file ? head.size : 0);
    const start = file === head.file ? head.size : 0;
    end = followed(end, { file, start, bytes });
    notes.push(...(await putAside(folder, { file, from: end.file === file ? end.size : 0, to: start + bytes.length })));
  }
  return { head: end, notes };
}

/** The next line follows the head, not what is left of the log: so the gap stays in the chain for ever. */
async function afterCut(folder: string, head: Head): Promise<Caught> {
  const last = Math.max(head.file, ...(await logFiles(folder)));
  const bytes = await readLog(folder, last).catch(() => Buffer.alloc(0));
  const whole = bytes.length - splitLines(bytes).rest.length;
  const notes = await putAside(folder, { file: last, from: whole, to: bytes.length });
  const note = `${fileName(head.file)} is shorter than head.json says: lines up to ${head.seq} were there`;
  return { head: { ...head, file: last, size: whole }, notes: [note, ...notes] };
}

/** Whole lines stay where they are, also those that do not follow one another: what is wrong with them, the check will find. */
async function withoutHead(folder: string, found: 'missing' | 'broken'): Promise<Caught> {
  let head = firstHead;
  for (const file of await logFiles(folder))
    head = lastOf(head, { file, start: 0, bytes: await readLog(folder, file) });
  const to = await sizeOf(folder, head.file);
  const notes = await putAside(folder, { file: head.file, from: head.size, to });
  return { head, notes: [`${HEAD_WAS}${found}: the log goes on after entry ${head.seq}`, ...notes] };
}

/** How the note begins that the log went on without its head: the check looks for it. */
export const HEAD_WAS = 'head.json was ';

type Attempts = Head['attempts'];
type Part = { file: number; start: number; bytes: Buffer };

/** As far as the lines follow one another. */
function followed(from: Head, { file, start, bytes }: Part): Head {
  let head = from;
  let size = start;
  for (const raw of splitLines(bytes).lines) {
    const line = readLine(raw);
    if (line === undefined || line.seq !== head.seq + 1 || line.prev !== head.hash) break;
    size += raw.length + 1;
    head = { seq: line.seq, hash: line.hash, file, size, attempts: openAfter(head.attempts, line) };
  }
  return head;
}

function lastOf(from: Head, { file, bytes }: Part): Head {
  let head = from;
  let size = 0;
  for (const raw of splitLines(bytes).lines) {
    size += raw.length + 1;
    const line = readLine(raw);
    if (line !== undefined)
      head = { seq: line.seq, hash: line.hash, file, size, attempts: openAfter(head.attempts, line) };
  }
  return head;
}

/** Which attempts have no result after this line. A line that was taken in has no writer who still runs. */
export function openAfter(attempts: Attempts, { entry }: AuditLine, writer = ''): Attempts {
  if (entry.kind === 'attempt') return { ...attempts, [entry.attempt]: writer };
  if (entry.kind !== 'result') return attempts;
  const { [entry.attempt]: _, ...others } = attempts;
  return others;
}

/** Never acknowledged and half-written: it goes to a file of its own, so that a line can follow and nothing is lost. */
async function putAside(
  folder: string,
  { file, from, to }: { file: number; from: number; to: number },
): Promise<string[]> {
  if (to <= from) return [];
  const name = `${fileName(file)}.${from}-${Date.now()}.torn`;
  const torn = await open(join(folder, name), 'wx', 0o600);
  await torn.writeFile((await readLog(folder, file)).subarray(from));
  await torn.sync();
  await torn.close();
  await truncate(join(folder, fileName(file)), from);
  return [`${to - from} bytes after the last whole line of ${fileName(file)} were put aside in ${name}`];
}

async function sizeOf(folder: string, file: number): Promise<number> {
  return stat(join(folder, fileName(file))).then(
    ({ size }) => size,
    () => 0,
  );
}
