import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { paths, type NewToken } from '@regscope/contract';
import { testServer } from './test-server.ts';
import { Tokens } from './tokens.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regscope-tokens-'));
});

test('a token opens, its file does not hold it, and only its user can read that file', async () => {
  const tokens = new Tokens(folder);
  const { secret, token } = await tokens.add({ name: 'ci', role: 'editor' }, 'alice');
  expect(secret).toMatch(/^regscope_[\w-]{43}$/);
  expect(token).toMatchObject({ name: 'ci', role: 'editor', createdBy: 'alice', expiresAt: null, lastUsed: null });
  const file = join(folder, 'tokens.json');
  expect(readFileSync(file, 'utf8')).not.toContain(secret.slice(9));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await tokens.find(secret)).toMatchObject({ name: 'ci', role: 'editor' });
  expect(await tokens.find(`${secret.slice(0, -1)}x`)).toBeUndefined();
});

test('what another process adds or revokes counts at once', async () => {
  const [one, two] = [new Tokens(folder), new Tokens(folder)];
  const { secret } = await one.add({ name: 'ci', role: 'viewer' }, 'alice');
  expect(await two.find(secret)).toMatchObject({ name: 'ci' });
  await two.revoke('ci');
  expect(await one.find(secret)).toBeUndefined();
});

test('many added at once are all there', async () => {
  const both = [new Tokens(folder), new Tokens(folder)];
  await Promise.all(
    both.flatMap((tokens, of) =>
      Array.from({ length: 10 }, (_, n) => tokens.add({ name: `t${of}-${n}`, role: 'viewer' }, 'x')),
    ),
  );
  expect(await new Tokens(folder).list()).toHaveLength(20);
});

test('the last use is told to the minute, and kept nowhere', async () => {
  const tokens = new Tokens(folder, () => Date.parse('2026-11-24T10:20:47Z'));
  const { secret } = await tokens.add({ name: 'ci', role: 'viewer' }, 'alice');
  await tokens.find(secret);
  expect(await tokens.list()).toMatchObject([{ lastUsed: '2026-11-24T10:20:00.000Z' }]);
  expect(await new Tokens(folder).list()).toMatchObject([{ lastUsed: null }]);
});

test.each([
  ['a broken file', '{"version":1,"tok'],
  ['a file of a later version', '{"version":2,"tokens":[]}'],
  ['a role that is none', '{"version":1,"tokens":[{"name":"a","role":"root"}]}'],
])('%s lets nobody in and is not written over', async (_, text) => {
  writeFileSync(join(folder, 'tokens.json'), text);
  const tokens = new Tokens(folder);
  await expect(tokens.find('regscope_x')).rejects.toThrow('no list of tokens');
  await expect(tokens.add({ name: 'ci', role: 'viewer' }, 'alice')).rejects.toThrow('no list of tokens');
  expect(readFileSync(join(folder, 'tokens.json'), 'utf8')).toBe(text);
});

test('a date that is none is over', async () => {
  const tokens = new Tokens(folder);
  const { secret } = await tokens.add({ name: 'ci', role: 'viewer', days: 2 }, 'alice');
  const file = join(folder, 'tokens.json');
  const changed = readFileSync(file, 'utf8').replace(/"expiresAt": "[^"]+"/, '"expiresAt": "soon"');
  writeFileSync(file, changed);
  expect(await tokens.find(secret)).toBeUndefined();
});

test('a token is added, used, listed and revoked over HTTP, and the log knows by whom', async () => {
  await using server = await testServer();
  const added = await server.ask('POST', paths.tokens(), { name: 'ci', role: 'viewer', days: 30 });
  expect(added.status).toBe(200);
  const { secret } = added.json as NewToken;
  const headers = { host: 'localhost', authorization: `Bearer ${secret}` };
  expect((await server.app.inject({ url: paths.session(), headers })).json()).toMatchObject({
    kind: 'token',
    name: 'ci',
    role: 'viewer',
  });
  expect(await server.ask('POST', paths.tokens(), { name: 'ci', role: 'viewer' })).toMatchObject({ status: 409 });
  expect(await server.ask('DELETE', paths.token('ci'))).toMatchObject({ status: 200, json: { name: 'ci' } });
  expect(await server.ask('DELETE', paths.token('ci'))).toMatchObject({ status: 404, json: { code: 'NO_SUCH_TOKEN' } });
  expect((await server.app.inject({ url: paths.session(), headers })).statusCode).toBe(401);
  const { rows } = await server.audit.list({ limit: 9 });
  expect(rows).toMatchObject([
    { what: 'token revoked', about: 'ci (viewer)', who: { kind: 'command line' } },
    { what: 'token added', about: expect.stringContaining('ci (viewer), until ') },
  ]);
});

test.each([
  ['no name', { role: 'viewer' }],
  ['an empty name', { name: '', role: 'viewer' }],
  ['a name with a line end', { name: 'a\nb', role: 'viewer' }],
  ['a role that is none', { name: 'a', role: 'root' }],
  ['no days at all', { name: 'a', role: 'viewer', days: 0 }],
  ['a key too many', { name: 'a', role: 'viewer', secret: 'x' }],
])('a token with %s is refused', async (_, body) => {
  await using server = await testServer();
  expect(await server.ask('POST', paths.tokens(), body)).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } });
});

test('the twenty-first bad token within a minute is turned away, a good one never', async () => {
  await using server = await testServer();
  const { secret } = await server.tokens.add({ name: 'ci', role: 'viewer' }, 'test');
  const ask = async (token: string) =>
    (await server.app.inject({ url: paths.hosts(), headers: { host: 'localhost', authorization: `Bearer ${token}` } }))
      .statusCode;
  const answers = [];
  for (let n = 0; n < 21; n++) answers.push(await ask('guess'));
  expect(answers).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
  expect(await ask(secret)).toBe(200);
});
