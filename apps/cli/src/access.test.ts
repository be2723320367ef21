import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from '@regscope/server/test-certificate';
import { afterAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../dist/regscope.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'regscope-cli-access-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function placeFor(name: string) {
  const data = join(scratch, name, 'data');
  return {
    data,
    env: { ...process.env, REGSCOPE_RUNTIME: join(scratch, name), REGSCOPE_CACHE: scratch, REGSCOPE_DATA: data },
  };
}

type Env = NodeJS.ProcessEnv;

/** The built program, as a person or script runs it. */
function regscope(env: Env, ...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

async function serving(env: Env, ...args: string[]) {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: new URL(said.toString().trim()).origin,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

test('a token is added, listed and revoked without a server, and each stands in the log', async () => {
  const { env, data } = placeFor('tokens');
  const added = await regscope(env, 'token', 'add', 'ci', '--role', 'viewer', '--days', '7');
  expect(added).toMatchObject({ status: 0, out: expect.stringMatching(/^regscope_[\w-]{43}\n$/) });
  const listed = JSON.parse((await regscope(env, 'token', 'list', '--json')).out);
  expect(listed).toMatchObject([{ name: 'ci', role: 'viewer', lastUsed: null }]);
  expect(readFileSync(join(data, 'tokens.json'), 'utf8')).not.toContain(added.out.trim());
  expect(await regscope(env, 'token', 'revoke', 'ci')).toMatchObject({ status: 0 });
  expect(await regscope(env, 'token', 'revoke', 'ci')).toMatchObject({
    status: 2,
    err: expect.stringContaining('no token'),
  });
  expect((await regscope(env, 'audit')).out).toMatch(
    /token revoked +ci \(viewer\)\n.*token added +ci \(viewer\), until/,
  );
});

test.each([
  [['token', 'add', 'ci', '--role', 'root'], 'is no role'],
  [['token', 'add', 'ci'], "option '--role <role>' not specified"],
  [['token', 'add', 'ci', '--role', 'viewer', '--days', '0'], 'no number of days'],
  [['sign-in', '--role', 'king'], 'is no role'],
  [['audit', '--vm', 'local'], 'write HOST/VM'],
  [['serve', '--idle', 'soon'], 'no number of minutes'],
  [['serve', '--tls-cert', '/nowhere'], 'give both'],
  [['serve', '--behind-proxy', 'http://a.example'], 'https://regscope.example'],
])('regscope %j fails with a sentence', async (args, sentence) => {
  const { status, err } = await regscope(placeFor('wrong').env, ...args);
  expect([status, err]).toEqual([2, expect.stringContaining(sentence)]);
});

test('verify says yes with status 0, and no with status 1 and the line', async () => {
  const { env, data } = placeFor('verify');
  for (const name of ['a', 'b', 'c']) await regscope(env, 'token', 'add', name, '--role', 'viewer');
  expect(await regscope(env, 'audit', 'verify')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^3 entries in 1 files, chain whole\nlast: entry 3, [0-9a-f]{64}\n$/),
  });
  const [file = ''] = readdirSync(join(data, 'audit')).filter((name) => name.endsWith('.jsonl'));
  const path = join(data, 'audit', file);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"about":"b', '"about":"x'));
  const broken = await regscope(env, 'audit', 'verify', '--json');
  expect(broken.status).toBe(1);
  expect(JSON.parse(broken.out)).toMatchObject({ whole: false, place: 'audit-000001.jsonl:2', entries: 1 });
});

describe('with a server', () => {
  test('a link carries a role and a name, and a token opens what its role may', async () => {
    const { env } = placeFor('server');
    await using server = await serving(env);
    const link = new URL((await regscope(env, 'sign-in', '--role', 'viewer', '--name', 'alice')).out);
    const signedIn = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: link.hash.slice(1) }),
    });
    expect(await signedIn.json()).toMatchObject({ kind: 'session', name: 'alice', role: 'viewer' });
    const token = (await regscope(env, 'token', 'add', 'robot', '--role', 'editor')).out.trim();
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${server.url}/api/v1/vms`, { headers })).status).toBe(200);
    expect(await (await fetch(`${server.url}/api/v1/tokens`, { headers })).json()).toMatchObject({
      code: 'NOT_ALLOWED',
      message: 'this needs the role admin; you are editor',
    });
    expect((await regscope(env, 'audit', '--who', 'alice')).out).toMatch(/alice \(viewer\) +signed in/);
  });

  test('by TLS the command line takes the very certificate that the server said, and no other', async () => {
    const { env } = placeFor('tls');
    const { tlsCert, tlsKey } = makeCertificate(['regscope.example']);
    await using server = await serving(env, '--tls-cert', tlsCert, '--tls-key', tlsKey);
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(JSON.parse((await regscope(env, 'sign-in', '--json')).out)).toMatchObject({
      url: expect.stringContaining('https://127.0.0.1:'),
    });
    const runtime = readdirSync(join(scratch, 'tls')).find((name) => name.startsWith('server-')) ?? '';
    const path = join(scratch, 'tls', runtime);
    const other = readFileSync(makeCertificate(['regscope.example']).tlsCert, 'utf8');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), certificate: other }));
    expect(await regscope(env, 'sign-in')).toMatchObject({
      status: 2,
      err: expect.stringContaining('no regscope server'),
    });
  });
});
