import { expect, test } from 'vitest';
import { paths, type SessionRow } from '@regscope/contract';
import { Sessions } from './sessions.ts';
import { testServer } from './test-server.ts';

const host = 'localhost:7330';
const anybody = { name: 'anybody', role: 'viewer' } as const;
const signIn = (token: string) =>
  ({ method: 'POST', url: paths.session(), headers: { host }, body: { token } }) as const;

test('a link signs in once; the session it opens is a cookie that scripts and other sites do not get', async () => {
  await using server = await testServer();
  const link = server.sessions.newLink(anybody);
  const answer = await server.app.inject(signIn(link));
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['set-cookie']).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  const [name = '', value = ''] = String(answer.headers['set-cookie']).split(';')[0]?.split('=') ?? [];
  const asked = await server.app.inject({ url: paths.hosts(), headers: { host }, cookies: { [name]: value } });
  expect(asked.statusCode).toBe(200);
  expect((await server.app.inject(signIn(link))).json()).toMatchObject({ code: 'LINK_SPENT' });
});

test('a link that is too old, or was never given, signs nobody in', async () => {
  await using server = await testServer();
  const link = server.sessions.newLink(anybody, 1000);
  server.later(1001);
  for (const token of [link, 'x', 'a'.repeat(200)])
    expect((await server.app.inject(signIn(token))).statusCode).toBe(401);
});

test('a session that nobody used for eight hours has ended, one that was used has not', async () => {
  await using server = await testServer();
  const cookies = server.signedIn('viewer');
  const ask = async () =>
    (
      await server.app.inject({
        url: paths.session(),
        headers: { host },
        cookies,
      })
    ).statusCode;
  for (const hours of [7, 7, 7]) {
    server.later(hours * 3600_000);
    expect(await ask()).toBe(200);
  }
  server.later(8 * 3600_000 + 1);
  expect(await ask()).toBe(401);
});

test('signing out ends the session', async () => {
  await using server = await testServer();
  const cookies = server.signedIn('editor');
  expect(
    (await server.app.inject({ method: 'DELETE', url: paths.session(), headers: { host }, cookies })).statusCode,
  ).toBe(200);
  expect((await server.app.inject({ url: paths.session(), headers: { host }, cookies })).statusCode).toBe(401);
});

test('every address of the API but the sign-in and the catalogues refuses strangers', async () => {
  await using server = await testServer();
  await server.app.ready();
  const all = Object.entries(server.app.swagger().paths ?? {}).flatMap(([url, verbs]) =>
    Object.keys(verbs ?? {}).map((method) => ({ url, method: method.toUpperCase() })),
  );
  const guarded = all.filter(
    ({ url, method }) => !(method === 'POST' && url === paths.session()) && !url.startsWith(paths.catalogues()),
  );
  expect(guarded.length).toBeGreaterThan(10);
  for (const { url, method } of [
    ...guarded,
    { url: paths.events(), method: 'GET' },
    { url: '/api/v1/openapi.json', method: 'GET' },
  ])
    expect([
      method,
      url,
      (await server.app.inject({ method: method as 'GET', url, headers: { host } })).statusCode,
    ]).toEqual([method, url, 401]);
});

test.each([
  ['another site', { host, origin: 'http://evil.example' }, 'FOREIGN_ORIGIN'],
  ['another port of this machine', { host, origin: 'http://localhost:9999' }, 'FOREIGN_ORIGIN'],
  ['a page that was opened from a file', { host, origin: 'null' }, 'FOREIGN_ORIGIN'],
  ['a name that was made to point here', { host: 'evil.example' }, 'FOREIGN_ORIGIN'],
])('a request from %s changes nothing, signed in or not', async (_, headers, code) => {
  await using server = await testServer();
  const cookies = server.signedIn('editor');
  const answer = await server.app.inject({
    method: 'POST',
    url: paths.hostVms('local'),
    headers,
    cookies,
    body: { vcpus: 1 },
  });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, code]);
});

test('the twenty-first wrong sign-in within a minute is turned away, a right one never', async () => {
  await using server = await testServer();
  const answers = [];
  for (let n = 0; n < 21; n++) answers.push((await server.app.inject(signIn('guess'))).statusCode);
  expect(answers).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
  expect((await server.app.inject(signIn(server.sessions.newLink(anybody)))).statusCode).toBe(200);
});

test.each([
  '/%61pi/v1/hosts',
  'http://localhost:7330/api/v1/hosts',
  '/api%2Fv1/hosts',
  '//api/v1/hosts',
  '/api/v1/hosts?x=/',
  '/API/v1/hosts',
])('no spelling of an address gets a stranger in: %s', async (url) => {
  await using server = await testServer();
  const answer = await server.app.inject({ url, headers: { host } });
  expect([401, 404]).toContain(answer.statusCode);
  expect(
    (await server.app.inject({ method: 'POST', url: url.replace('hosts', 'session/links'), headers: { host } }))
      .statusCode,
  ).toBeGreaterThanOrEqual(401);
});

test('a session ends after seven days, however much it is used', async () => {
  let now = 0;
  const sessions = new Sessions('x', { now: () => now, idleMs: 0 });
  const secret = sessions.signIn(sessions.newLink(anybody))?.secret ?? '';
  now = 6.9 * 24 * 3600_000;
  expect(sessions.use(secret)).toMatchObject(anybody);
  now = 7.1 * 24 * 3600_000;
  expect(sessions.use(secret)).toBeUndefined();
  expect(sessions.list()).toEqual([]);
});

test('an admin sees who is signed in, and ends the session of another', async () => {
  await using server = await testServer();
  const [admin, viewer] = [server.signedIn('admin', 'ada'), server.signedIn('viewer', 'victor')];
  const list = await server.app.inject({ url: paths.sessions(), headers: { host }, cookies: admin });
  const { sessions } = list.json<{ sessions: SessionRow[] }>();
  expect(sessions).toEqual([
    expect.objectContaining({ name: 'ada', role: 'admin', own: true }),
    expect.objectContaining({ name: 'victor', role: 'viewer', own: false }),
  ]);
  const id = sessions.find(({ own }) => !own)?.id ?? '';
  const end = { method: 'DELETE', url: paths.otherSession(id), headers: { host }, cookies: admin } as const;
  expect((await server.app.inject(end)).statusCode).toBe(200);
  expect((await server.app.inject({ url: paths.session(), headers: { host }, cookies: viewer })).statusCode).toBe(401);
  expect((await server.app.inject(end)).json()).toMatchObject({ code: 'NO_SUCH_SESSION' });
  expect((await server.audit.list({ limit: 1 })).rows).toMatchObject([
    { what: 'session ended', who: { name: 'ada' }, about: `session ${id} of victor (viewer)` },
  ]);
});

test('a link carries a name and a role, and who comes by it is what it says', async () => {
  await using server = await testServer();
  const { json } = await server.ask('POST', paths.signInLink(), { name: 'victor', role: 'viewer' });
  const answer = await server.app.inject(signIn(new URL(String(json['url'])).hash.slice(1)));
  expect(answer.json()).toMatchObject({ signedIn: true, kind: 'session', name: 'victor', role: 'viewer' });
  expect(await server.ask('POST', paths.signInLink(), { name: 'x', role: 'king' })).toMatchObject({ status: 400 });
});
