import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@regscope/sources';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { chainStart, canonical } from './line.ts';

/**
 * head.json: the last entry that was acknowledged, where it ends, and the attempts that have no result yet, each with the process that makes it.
 *
 * The chain alone cannot tell that lines are missing at its end; the head can. What neither can prove: that nobody who may write to the folder wrote
 * the whole log anew, head and all, for there is no secret in it. Who wants to prove that keeps the hash that `regscope audit verify` prints
 * somewhere else. And a head that is put back together with the log to an earlier state of both is a whole log.
 */
export type Head = Static<typeof Head>;

const Head = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    file: Type.Integer({ minimum: 1 }),
    size: Type.Integer({ minimum: 0 }),
    attempts: Type.Record(Type.String(), Type.String()),
  },
  { additionalProperties: false },
);

export const firstHead: Head = { ...chainStart, file: 1, size: 0, attempts: {} };

/** `broken`: there is a file, and it is no head. */
export async function readHead(folder: string): Promise<Head | 'missing' | 'broken'> {
  try {
    const json: unknown = JSON.parse(await readFile(pathOf(folder), 'utf8'));
    return Check(Head, json) ? json : 'broken';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'broken';
  }
}

export async function writeHead(folder: string, head: Head): Promise<void> {
  await writeAtomically(pathOf(folder), canonical(head));
}

function pathOf(folder: string): string {
  return join(folder, 'head.json');
}
