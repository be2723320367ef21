import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from './audit-builder.test-helper.ts';
import { AuditLog } from './audit-log.ts';
import { fileName, logFiles, readLog, splitLines } from './files.ts';
import { readLine } from './line.ts';

const KILLS = 200;
const folder = newFolder();
const program = join(dirname(folder), 'kill-child.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('kill-child.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});

test(
  `killed ${KILLS} times at any moment, the log keeps every acknowledged entry, its chain, and a result for each attempt`,
  { timeout: 600_000 },
  async () => {
    const said: string[] = [];
    for (let run = 0; run < KILLS; run++) {
      said.push(...(await killedAfter(run, Math.random() * 60)));
      if (run % 5 === 4) await tear();
      if (run % 10 === 9) await mustBeWhole(said);
    }
    await mustBeWhole(said);
    const torn = readdirSync(folder).filter((name) => name.endsWith('.torn')).length;
    process.stdout.write(`${KILLS} kills, ${said.length} entries acknowledged, ${torn} half-written lines put aside\n`);
    expect(said.length).toBeGreaterThan(KILLS);
  },
);

/** What the child had acknowledged when it was killed, so many milliseconds after its first word. */
async function killedAfter(run: number, milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, folder, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // One kill in four comes while the child still starts: it opens the log, and may be taking in what the one before left.
  if (run % 4 !== 0) await Promise.race([once(child.stdout, 'data'), ended]);
  setTimeout(() => child.kill('SIGKILL'), run % 4 === 0 ? 60 + milliseconds : milliseconds);
  expect(await ended).toEqual([null, 'SIGKILL']);
  return text.split('\n').slice(0, -1);
}

/** What a power cut leaves of a line that nobody was told of; a kill alone hardly ever hits within a write. */
async function tear(): Promise<void> {
  const path = join(folder, fileName((await logFiles(folder)).at(-1) ?? 1));
  if (existsSync(path)) appendFileSync(path, '{"at":"2026-11-24T00:00:00'.slice(0, 1 + Math.random() * 24));
}

async function mustBeWhole(said: readonly string[]): Promise<void> {
  await using log = await AuditLog.open(folder);
  expect(await log.verify()).toMatchObject({ whole: true, because: '' });
  const kept = await keptEntries();
  expect(said.filter((one) => !kept.has(one))).toEqual([]);
  const attempts = [...kept].filter((one) => one.startsWith('attempt '));
  expect(attempts.filter((one) => !kept.has(one.replace('attempt', 'result')))).toEqual([]);
}

async function keptEntries(): Promise<Set<string>> {
  const kept = new Set<string>();
  for (const file of await logFiles(folder))
    for (const raw of splitLines(await readLog(folder, file)).lines) {
      const entry = readLine(raw)?.entry;
      if (entry?.kind === 'attempt' || entry?.kind === 'result') kept.add(`${entry.kind} ${entry.attempt}`);
    }
  return kept;
}
