import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createClient, paths } from '@regscope/contract';
import { readRuntimeFiles, serve, type ServeOptions } from './index.ts';
import { files } from './test-server.ts';

const runtime = mkdtempSync(join(tmpdir(), 'regscope-runtime-'));
afterAll(() => rmSync(runtime, { recursive: true }));
const options = (port: number, host = '127.0.0.1'): ServeOptions => ({
  host,
  port,
  files,
  page: '/nowhere',
  runtime,
  version: '0.0.0',
  logLevel: 'silent',
});

test('a server listens on a free port, and the command line finds it by a file that only its user can read', async () => {
  const serving = await serve(options(0));
  const [found] = await readRuntimeFiles(runtime);
  expect(found).toMatchObject({ url: serving.url, pid: process.pid });
  expect(statSync(join(runtime, `server-${new URL(serving.url).port}.json`)).mode & 0o777).toBe(0o600);
  const client = createClient(fetch, serving.url, { authorization: `Bearer ${found?.token}` });
  expect((await client.hosts()).map(({ name }) => name)).toContain('local');
  await serving[Symbol.asyncDispose]();
  expect(await readRuntimeFiles(runtime)).toEqual([]);
});

test('a busy port is one sentence with the remedy', async () => {
  await using serving = await serve(options(0));
  const port = Number(new URL(serving.url).port);
  await expect(serve(options(port))).rejects.toMatchObject({
    code: 'BUSY_PORT',
    message: expect.stringContaining(`--port ${port + 1}`),
  });
});

test.each(['0.0.0.0', '192.0.2.1', '::', 'example.org', '127.0.0.1.example.org'])(
  '%s is not listened on',
  async (host) => {
    await expect(serve(options(0, host))).rejects.toMatchObject({
      code: 'CANNOT_LISTEN',
      message: expect.stringContaining('loopback'),
    });
  },
);

test('events tell of a host that changed, to those who are signed in', async () => {
  await using serving = await serve(options(0));
  const token = (await readRuntimeFiles(runtime))[0]?.token;
  const stop = new AbortController();
  const answer = await fetch(serving.url + paths.events(), {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await reader?.read()).toMatchObject({ value: expect.stringContaining('{"what":"hosts"}') });
  stop.abort();
});

test('a second server hides the first only as long as it runs', async () => {
  await using first = await serve(options(0));
  const second = await serve(options(0));
  expect((await readRuntimeFiles(runtime)).map(({ url }) => url).toSorted()).toEqual(
    [first.url, second.url].toSorted(),
  );
  await second[Symbol.asyncDispose]();
  expect((await readRuntimeFiles(runtime)).map(({ url }) => url)).toEqual([first.url]);
});

test('a folder that others can read ends the start with a sentence, and leaves nothing listening', async () => {
  await expect(serve({ ...options(0), runtime: tmpdir() })).rejects.toMatchObject({
    code: 'CANNOT_LISTEN',
    message: expect.stringContaining('REGSCOPE_RUNTIME'),
  });
});

test('a session that was signed out hears of no further change', async () => {
  await using serving = await serve(options(0));
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const token = new URL(serving.signInLink).hash.slice(1);
  const signedIn = await fetch(serving.url + paths.session(), { ...post, body: JSON.stringify({ token }) });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const events = await fetch(serving.url + paths.events(), { headers: { cookie, accept: 'text/event-stream' } });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await fetch(serving.url + paths.session(), { method: 'DELETE', headers: { cookie } });
  const [found] = await readRuntimeFiles(runtime);
  const authorization = `Bearer ${found?.token}`;
  // One of the two changes something, whether /dev/kvm opens here or not.
  for (const path of [paths.stopHost('local'), paths.startHost('local')])
    await fetch(serving.url + path, { method: 'POST', headers: { authorization } });
  expect(await reader?.read()).toMatchObject({ done: true });
});
