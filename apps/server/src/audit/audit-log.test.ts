import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { alice, attemptOf, newFolder, resultOf } from './audit-builder.test-helper.ts';
import { AuditLog } from './audit-log.ts';

const names = async (log: AuditLog) =>
  (await log.list({ limit: 100, kind: 'attempt' })).rows.map((row) => (row.kind === 'attempt' ? row.attempt : ''));

test('an attempt and its result are one row, the newest first', async () => {
  await using log = await AuditLog.open(newFolder());
  await log.attempt(attemptOf('a'));
  await log.attempt(attemptOf('b'));
  await log.result(resultOf('a', { outcome: 'refused' }));
  expect((await log.list({ limit: 10 })).rows).toMatchObject([
    { kind: 'attempt', attempt: 'b', result: null },
    { kind: 'attempt', attempt: 'a', result: { outcome: 'refused', writes: [{ stored: '0x0' }] } },
  ]);
});

test('files and folder are for their user alone', async () => {
  const folder = newFolder();
  await using log = await AuditLog.open(folder);
  await log.attempt(attemptOf('a'));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of ['audit-000001.jsonl', 'head.json']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('pages follow one another without a gap, results and all, also where attempts overlap', async () => {
  await using log = await AuditLog.open(newFolder(), { mostBytes: 2000 });
  for (let n = 0; n < 40; n++) await log.attempt(attemptOf(`a${n}`));
  for (let n = 0; n < 40; n++) await log.result(resultOf(`a${n}`));
  const seen: unknown[] = [];
  for (let before: string | undefined; ;) {
    const { rows, next } = await log.list({ limit: 7, ...(before === undefined ? {} : { before }) });
    seen.push(...rows.map((row) => row.kind === 'attempt' && [row.attempt, row.result?.outcome]));
    if (next === null) break;
    before = next;
  }
  expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => [`a${39 - n}`, 'applied']));
});

test('rows are found by VM, by name, by register and by outcome', async () => {
  await using log = await AuditLog.open(newFolder());
  const bob = { ...alice, name: 'bob' };
  await log.attempt(attemptOf('a', { vm: '2' }));
  await log.attempt(attemptOf('b', { who: bob }));
  await log.attempt(attemptOf('c', { writes: [] }));
  await log.result(resultOf('a', { outcome: 'rolled back' }));
  await log.access({ kind: 'access', who: bob, what: 'signed in', about: 'session x' });
  const found = async (query: object) =>
    (await log.list({ limit: 9, ...query })).rows.map((row) => (row.kind === 'attempt' ? row.attempt : row.kind));
  expect(await found({ host: 'lab:6.12:max', vm: '2' })).toEqual(['a']);
  expect(await found({ who: 'bob' })).toEqual(['access', 'b']);
  expect(await found({ who: 'bob', kind: 'attempt' })).toEqual(['b']);
  expect(await found({ register: 'id_aa64isar0_el1' })).toEqual(['b', 'a']);
  expect(await found({ register: '0x603000000013c030' })).toEqual(['b', 'a']);
  expect(await found({ outcome: 'rolled back' })).toEqual(['a']);
});

test('many at once are all kept, in few files, and the chain is whole', async () => {
  await using log = await AuditLog.open(newFolder());
  await Promise.all(Array.from({ length: 300 }, (_, n) => log.attempt(attemptOf(String(n)))));
  expect(await log.verify()).toMatchObject({ whole: true, entries: 300, files: 1 });
});

test('two that write to one folder in turn, as a server and a command do, keep one chain', async () => {
  const folder = newFolder();
  await using one = await AuditLog.open(folder, { mostBytes: 4000 });
  await using two = new AuditLog(folder, { mostBytes: 4000 });
  const work = [one, two].flatMap((log, of) =>
    Array.from({ length: 20 }, async (_, n) => {
      await log.attempt(attemptOf(`${of}.${n}`));
      await log.result(resultOf(`${of}.${n}`));
    }),
  );
  await Promise.all(work);
  expect(await one.verify()).toMatchObject({ whole: true, entries: 80 });
  expect((await one.list({ limit: 99, outcome: 'unknown' })).rows).toEqual([]);
});

test('an attempt whose maker ended gets the result that nobody knows it', async () => {
  const folder = newFolder();
  const gone = await AuditLog.open(folder);
  await gone.attempt(attemptOf('a'));
  await gone[Symbol.asyncDispose]();
  await using log = await AuditLog.open(folder);
  expect((await log.list({ limit: 9 })).rows).toMatchObject([
    { attempt: 'a', result: { outcome: 'unknown', message: expect.stringContaining('read the VM again') } },
  ]);
});

test('half a line is put aside with a note, and the lines before it stay', async () => {
  const folder = newFolder();
  const log = await AuditLog.open(folder);
  await log.attempt(attemptOf('a'));
  await log[Symbol.asyncDispose]();
  appendFileSync(join(folder, 'audit-000001.jsonl'), '{"at":"2026-11-24T0');
  expect(await log.verify()).toMatchObject({ whole: true, entries: 1 });
  await using again = await AuditLog.open(folder);
  const torn = readdirSync(folder).find((name) => name.endsWith('.torn')) ?? '';
  expect(readFileSync(join(folder, torn), 'utf8')).toBe('{"at":"2026-11-24T0');
  expect((await again.list({ limit: 1, kind: 'opened' })).rows).toMatchObject([
    { because: expect.stringMatching(/^19 bytes .* put aside in audit-000001\.jsonl\..*\.torn$/) },
  ]);
  expect(await names(again)).toEqual(['a']);
  expect(await again.verify()).toMatchObject({ whole: true });
});

test('a refusal is written down once a minute for each name, and all else always', async () => {
  let now = 0;
  await using log = await AuditLog.open(newFolder(), { now: () => now });
  const refuse = (name: string) =>
    log.access({ kind: 'access', who: { ...alice, name }, what: 'refused', about: 'POST' });
  for (let n = 0; n < 50; n++) await refuse('alice');
  await refuse('bob');
  now += 60_000;
  await refuse('alice');
  for (let n = 0; n < 3; n++) await log.access({ kind: 'access', who: alice, what: 'signed in', about: '' });
  expect((await log.list({ limit: 99 })).rows).toHaveLength(6);
});

test('what cannot be written is said, and does not happen later', async () => {
  const folder = newFolder();
  await using log = new AuditLog(join(dirname(folder), 'x\0y'));
  await expect(log.attempt(attemptOf('a'))).rejects.toMatchObject({ code: 'AUDIT_FAILED' });
  await expect(log.result(resultOf('b'))).rejects.toThrow('no attempt b waits for a result');
});
