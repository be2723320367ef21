import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptureSummary } from '@regscope/contract';

/** Beside the captures that ship: opening twenty of them to list them would take seconds. */
const INDEX = 'index.json';

/** What the index says of a shipped capture, by name; only where it speaks of a file of this very size. */
export type ShelfIndex = (name: string, packedBytes: number) => CaptureSummary | undefined;

export async function readShelfIndex(folder: string): Promise<ShelfIndex> {
  const text = await readFile(join(folder, INDEX), 'utf8').catch(() => '[]');
  const rows: { packed: number; summary: CaptureSummary }[] = JSON.parse(text);
  const byName = new Map(rows.map((row) => [row.summary.name, row]));
  return (name, packedBytes) => {
    const row = byName.get(name);
    return row?.packed === packedBytes ? row.summary : undefined;
  };
}
