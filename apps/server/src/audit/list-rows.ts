// The log as people read it: newest first, an attempt and its result as one row. Files are read one at a time, from the last to the first.
import { setImmediate as breathe } from 'node:timers/promises';
import type { AuditLine, AuditList, AuditQuery, AuditRow } from '@regscope/contract';
import { logFiles, readLog, splitLines } from './files.ts';
import { showLine } from './line.ts';
import { fitsQuery } from './fits-query.ts';

type Query = Omit<AuditQuery, 'limit'> & { limit: number };
type Result = Extract<AuditRow, { kind: 'attempt' }>['result'];

/**
 * Where a page goes on: below entry `before`, reading again from `from`. Results stand above their attempts, so those of attempts that were not yet
 * reached are above `before` and have to be met once more.
 */
type Cursor = { before: number; from: number };

/** Results whose attempts are still to come, and the rows so far. */
type Walk = { results: Map<string, { seq: number; result: Result }>; rows: AuditRow[]; at: number };

/** One page takes so many files at most; a filter that fits nowhere must not read a whole log at once. */
const MOST_FILES = 4;

export async function listRows(folder: string, query: Query): Promise<AuditList> {
  const { before, from } = cursorOf(query.before);
  const walk: Walk = { results: new Map(), rows: [], at: before };
  let files = 0;
  for (const file of (await logFiles(folder)).toReversed()) {
    if (files >= MOST_FILES) return page(walk);
    const lines = splitLines(await readLog(folder, file)).lines;
    const first = firstSeq(lines) ?? from;
    if (first >= from) continue;
    // Those that are only read again do not count: else a page could end where it began.
    if (first < before) files += 1;
    await breathe();
    for (const raw of lines.toReversed()) {
      const line = showLine(raw);
      if (line === undefined || line.seq >= from) continue;
      if (walk.rows.length >= query.limit) return page(walk);
      take(walk, line, { query, before });
    }
  }
  return { rows: walk.rows, next: null };
}

function take(walk: Walk, line: AuditLine, { query, before }: { query: Query; before: number }): void {
  const { seq, at, entry } = line;
  walk.at = Math.min(walk.at, seq);
  if (entry.kind === 'result') {
    walk.results.set(entry.attempt, { seq, result: { at, ...entry } });
    return;
  }
  const row = rowOf(walk, line);
  if (row !== undefined && seq < before && fitsQuery(row, query)) walk.rows.push(row);
}

function rowOf({ results }: Walk, { seq, at, entry }: AuditLine): AuditRow | undefined {
  if (entry.kind === 'result') return undefined;
  if (entry.kind !== 'attempt') return { seq, at, ...entry };
  const result = results.get(entry.attempt)?.result ?? null;
  results.delete(entry.attempt);
  return { seq, at, ...entry, result };
}

function page({ rows, results, at }: Walk): AuditList {
  const from = Math.max(at, ...[...results.values()].map(({ seq }) => seq + 1));
  return { rows, next: from === at ? String(at) : `${at}.${from}` };
}

function cursorOf(text: string | undefined): Cursor {
  if (text === undefined) return { before: Number.POSITIVE_INFINITY, from: Number.POSITIVE_INFINITY };
  const [before = 0, from = before] = text.split('.').map(Number);
  return { before, from: Math.max(before, from) };
}

function firstSeq(lines: readonly Buffer[]): number | undefined {
  for (const raw of lines) {
    const line = showLine(raw);
    if (line !== undefined) return line.seq;
  }
  return undefined;
}
