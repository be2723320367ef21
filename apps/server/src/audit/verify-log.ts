// Whether the log is as it was written: line by line from the first, and up to the last that was acknowledged.
import { setImmediate as breathe } from 'node:timers/promises';
import type { AuditLine, AuditVerdict } from '@regscope/contract';
import { fileName, logFiles, readLog, splitLines } from './files.ts';
import { HEAD_WAS } from './catch-up.ts';
import { readHead, type Head } from './head.ts';
import { chainStart, readLine, type Link } from './line.ts';

/** So many lines are read before others have their turn. */
const AT_ONCE = 500;

/** `doubt`: the log went on once without its head, which cannot be told from a cut that took the head along. */
type Found = { at: Link; entries: number; files: number; last: string; headPassed: boolean; doubt?: Wrong };
type Wrong = { place: string; because: string };

/** Reads only. What is appended meanwhile comes after the head that was read first, and counts only when it is whole. */
export async function verifyLog(folder: string): Promise<AuditVerdict> {
  const head = await readHead(folder);
  const found: Found = { at: chainStart, entries: 0, files: 0, last: fileName(1), headPassed: isAtStart(head) };
  const files = await logFiles(folder);
  for (const file of files) {
    const wrong = await checkFile(folder, { file, found, head });
    if (wrong !== undefined) return verdict(found, head, wrong);
    found.files += 1;
  }
  return verdict(found, head, wrongAtEnd(found, head) ?? found.doubt);
}

type Check = { file: number; found: Found; head: Head | 'missing' | 'broken' };

async function checkFile(folder: string, { file, found, head }: Check): Promise<Wrong | undefined> {
  const { lines, rest } = splitLines(await readLog(folder, file));
  for (const [index, raw] of lines.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await breathe();
    found.last = `${fileName(file)}:${index + 1}`;
    const line = readLine(raw);
    const because = wrongWith(line, found.at);
    if (because !== undefined) return { place: found.last, because };
    if (line !== undefined) follow(found, line, head);
  }
  if (rest.length === 0 || harmless(found, head)) return undefined;
  return {
    place: `${fileName(file)}:${lines.length + 1}`,
    because: 'the line has no end: it was cut, or its end changed',
  };
}

function follow(found: Found, line: AuditLine, head: Check['head']): void {
  found.at = { seq: line.seq, hash: line.hash };
  found.entries += 1;
  if (line.entry.kind === 'opened' && line.entry.because.startsWith(HEAD_WAS))
    found.doubt ??= {
      place: found.last,
      because: `${line.entry.because}: whether lines before it were cut off cannot be told`,
    };
  if (typeof head === 'object' && line.seq === head.seq && line.hash === head.hash) found.headPassed = true;
}

/** After the last acknowledged entry half a line is what a crash leaves; it is put aside when the log is opened. */
function harmless({ headPassed }: Found, head: Check['head']): boolean {
  return headPassed && typeof head === 'object';
}

function wrongWith(line: AuditLine | undefined, at: Link): string | undefined {
  if (line === undefined) return 'the line is not what was written: it changed, or is none of this log';
  if (line.seq !== at.seq + 1) return `entry ${line.seq} follows entry ${at.seq}: ${gapText(line.seq - at.seq - 1)}`;
  if (line.prev !== at.hash)
    return `entry ${line.seq} was written after another entry ${at.seq} than the one that is there`;
  return undefined;
}

function gapText(missing: number): string {
  return missing > 0 ? `${missing} missing` : 'it is there twice, or out of order';
}

function wrongAtEnd({ at, last, headPassed }: Found, head: Check['head']): Wrong | undefined {
  if (typeof head === 'object') {
    if (headPassed) return undefined;
    return {
      place: last,
      because: `entry ${head.seq} was acknowledged, and the log ends with entry ${at.seq}: lines were cut off`,
    };
  }
  if (head === 'missing' && at.seq === 0) return undefined;
  return { place: 'head.json', because: `head.json is ${head}: whether lines were cut off at the end cannot be told` };
}

function isAtStart(head: Check['head']): boolean {
  return typeof head === 'object' && head.seq === 0;
}

function verdict({ entries, files }: Found, head: Check['head'], wrong: Wrong | undefined): AuditVerdict {
  const last = typeof head === 'object' ? { seq: head.seq, hash: head.hash } : null;
  return {
    whole: wrong === undefined,
    entries,
    files,
    place: wrong?.place ?? null,
    because: wrong?.because ?? '',
    head: last,
  };
}
