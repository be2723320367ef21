import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { attemptOf, newFolder, resultOf } from './audit-builder.test-helper.ts';
import { AuditLog } from './audit-log.ts';
import { verifyLog } from './verify-log.ts';

let folder: string;
const pathOf = (name: string) => join(folder, name);
const whole = () => new Map(files().map((name) => [name, readFileSync(pathOf(name))]));
const anyFile = () => fc.constantFrom(...files());
const files = () => readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

/** Twelve lines in two files. */
beforeEach(async () => {
  folder = newFolder();
  await using log = await AuditLog.open(folder, { mostBytes: 3000 });
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    await log.attempt(attemptOf(name));
    await log.result(resultOf(name));
  }
});

test('a log that nobody touched is whole, over all its files, and names its head', async () => {
  expect(files().length).toBeGreaterThan(1);
  expect(await verifyLog(folder)).toMatchObject({
    whole: true,
    entries: 12,
    files: files().length,
    place: null,
    head: { seq: 12, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

test('a folder in which nothing was ever written is whole', async () => {
  expect(await verifyLog(newFolder())).toMatchObject({ whole: true, entries: 0, head: null });
});

describe('every single change is found', () => {
  test('a flipped bit, wherever it is', async () => {
    const was = whole();
    await fc.assert(
      fc.asyncProperty(anyFile(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, where, change) => {
        const bytes = Buffer.from(was.get(name) ?? '');
        const index = where % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        writeFileSync(pathOf(name), bytes);
        const line = bytes.subarray(0, index).filter((byte) => byte === 0x0a).length;
        const { whole: isWhole, place } = await verifyLog(folder);
        writeFileSync(pathOf(name), was.get(name) ?? '');
        expect(isWhole).toBe(false);
        // A changed end of a line shows at once, or in the line that it was joined to.
        expect(place).toMatch(new RegExp(`^${name}:(${line + 1}|${line + 2})$`));
      }),
      { numRuns: 300 },
    );
  });

  test('a line that is dropped, doubled, or changes places with another', async () => {
    const was = whole();
    const kinds = ['drop', 'double', 'swap'] as const;
    await fc.assert(
      fc.asyncProperty(anyFile(), fc.constantFrom(...kinds), fc.nat(), async (name, kind, where) => {
        const lines = String(was.get(name)).split('\n').slice(0, -1);
        const [index, other] = [where % lines.length, (where + 1) % lines.length];
        const changed = changedBy(kind, lines, [index, other]);
        writeFileSync(pathOf(name), changed.map((line) => `${line}\n`).join(''));
        const { whole: isWhole, place } = await verifyLog(folder);
        writeFileSync(pathOf(name), was.get(name) ?? '');
        const isSame = changed.join() === lines.join();
        expect([kind, isWhole, place?.includes('.jsonl:') ?? false]).toEqual([kind, isSame, !isSame]);
      }),
      { numRuns: 200 },
    );
  });
});

test('lines that were cut off at the end are missed, to the byte', async () => {
  const last = files().at(-1) ?? '';
  const bytes = readFileSync(pathOf(last));
  for (let cut = 1; cut < bytes.length; cut += 97) {
    truncateSync(pathOf(last), bytes.length - cut);
    expect(await verifyLog(folder)).toMatchObject({ whole: false, because: expect.stringMatching(/cut|no end/) });
    writeFileSync(pathOf(last), bytes);
  }
});

test('a file that is gone is missed, and so is the head', async () => {
  const [first = ''] = files();
  const bytes = readFileSync(pathOf(first));
  rmSync(pathOf(first));
  expect(await verifyLog(folder)).toMatchObject({ whole: false, because: expect.stringContaining('missing') });
  writeFileSync(pathOf(first), bytes);
  rmSync(pathOf('head.json'));
  expect(await verifyLog(folder)).toMatchObject({ whole: false, place: 'head.json' });
});

test('a log that was cut does not heal: what is added later follows what was there, and the gap stays', async () => {
  const last = files().at(-1) ?? '';
  truncateSync(pathOf(last), readFileSync(pathOf(last)).lastIndexOf('\n', -2) + 1);
  await using log = await AuditLog.open(folder);
  await log.attempt(attemptOf('later'));
  const verdict = await log.verify();
  expect(verdict).toMatchObject({ whole: false, because: expect.stringMatching(/follows entry 11: 1 missing/) });
  expect((await log.list({ limit: 2, kind: 'opened' })).rows).toMatchObject([
    { because: expect.stringContaining('shorter than head.json says') },
  ]);
});

test('a log that was cut together with its head does not heal either: where it went on without one, the check says so', async () => {
  const last = files().at(-1) ?? '';
  truncateSync(pathOf(last), readFileSync(pathOf(last)).lastIndexOf('\n', -2) + 1);
  rmSync(pathOf('head.json'));
  await using log = await AuditLog.open(folder);
  await log.attempt(attemptOf('later'));
  const verdict = await log.verify();
  expect(verdict).toMatchObject({ whole: false, because: expect.stringContaining('cannot be told') });
});

function changedBy(kind: 'drop' | 'double' | 'swap', lines: readonly string[], [a, b]: readonly [number, number]) {
  if (kind === 'drop') return lines.toSpliced(a, 1);
  if (kind === 'double') return lines.toSpliced(a, 0, lines[a] ?? '');
  return lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '');
}
