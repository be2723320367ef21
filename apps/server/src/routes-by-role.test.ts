import { roles, type Role } from '@regscope/registers';
import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { paths } from '@regscope/contract';
import type { App } from './app.ts';
import { collectNeeds, isReading, type RouteNeed } from './route-needs.ts';
import { testServer } from './test-server.ts';

const host = 'localhost:7330';
type Server = Awaited<ReturnType<typeof testServer>>;

/** What each route needs, said once more: a route whose need changes, or that is new, has to be entered here too. */
const needs: Readonly<Record<string, readonly string[]>> = {
  anyone: ['POST /session', 'GET /catalogues', 'GET /catalogues/:arch/:part/:hash'],
  viewer: [
    'GET /session',
    'DELETE /session',
    'GET /hosts',
    'GET /vms',
    'GET /hosts/:host/vms/:vm',
    'GET /hosts/:host/vms/:vm/registers',
    'GET /hosts/:host/vms/:vm/sighting',
    'GET /hosts/:host/vms/:vm/features',
    'GET /decode/:text',
    'GET /captures',
    'GET /captures/:name',
    'GET /captures/:from/changes/:to',
    'POST /look/registers',
    'POST /look/text',
    'POST /look/features',
    'POST /compare',
    'POST /verdicts',
    'POST /verdicts/matrix',
    'POST /verdicts/registers',
    'POST /baselines',
    'POST /baselines/export',
    'POST /hosts/:host/vms/:vm/plan/stage',
    'POST /hosts/:host/vms/:vm/plan/check',
    'POST /hosts/:host/vms/:vm/plan/reach',
    'GET /events',
    'GET /audit',
    'GET /audit/verify',
    'GET /openapi.json',
  ],
  editor: [
    'POST /hosts/:host/start',
    'POST /hosts/:host/stop',
    'POST /hosts/:host/vms',
    'POST /hosts/:host/vms/:vm/attach',
    'DELETE /hosts/:host/vms/:vm',
    'POST /hosts/:host/vms/:vm/run',
    'POST /hosts/:host/vms/:vm/plan/try',
    'POST /hosts/:host/vms/:vm/plan/apply',
    'POST /hosts/:host/vms/:vm/plan/undo',
    'POST /hosts/:host/vms/:vm/captures',
    'POST /trials',
    'POST /baselines/try',
    'PUT /captures/:name',
    'PATCH /captures/:name',
    'DELETE /captures/:name',
    'POST /captures/:name/restore',
  ],
  admin: [
    'POST /session/links',
    'GET /sessions',
    'DELETE /sessions/:id',
    'GET /tokens',
    'POST /tokens',
    'DELETE /tokens/:name',
  ],
};

async function table(server: Server): Promise<readonly RouteNeed[]> {
  await server.app.ready();
  return server.app.routeNeeds.filter(({ url, method }) => url.startsWith('/api/') && method !== 'HEAD');
}

/** A request that gets past nothing but the guard: its names lead nowhere. */
async function ask(server: Server, { method, url }: RouteNeed, headers: object, cookies: Record<string, string> = {}) {
  const { statusCode, body } = await server.app.inject({
    method: method as 'GET',
    url: url.replaceAll(/:\w+/g, 'nowhere'),
    headers: { host, ...headers },
    cookies,
  });
  return { statusCode, code: /"code":"([A-Z_]+)"/.exec(body)?.[1] };
}

test('every route of the API needs the role that this table says', async () => {
  await using server = await testServer();
  const said = (await table(server)).map(
    ({ method, url, role }) => `${role}: ${method} ${url.slice('/api/v1'.length)}`,
  );
  const wanted = Object.entries(needs).flatMap(([role, routes]) => routes.map((route) => `${role}: ${route}`));
  expect(said.toSorted()).toEqual(wanted.toSorted());
});

test('a route that changes something and does not say which role it needs cannot be built', () => {
  const app = fastify() as unknown as App;
  collectNeeds(app);
  app.get('/a', () => '');
  expect(() => app.post('/b', () => '')).toThrow('POST /b changes something and does not say which role it needs');
  expect(() => app.delete('/c', { config: { role: 'admin' } }, () => '')).not.toThrow();
});

describe.each(roles)('a %s', (role) => {
  test('is refused on each route that needs more, with the role that is missing, by cookie and by token', async () => {
    await using server = await testServer();
    const { secret } = await server.tokens.add({ name: 'robot', role }, 'test');
    for (const route of await table(server)) {
      // A stream that is let in does not end.
      if (route.url === paths.events()) continue;
      const cookies = server.signedIn(role);
      const byCookie = await ask(server, route, {}, cookies);
      const byToken = await ask(server, route, { authorization: `Bearer ${secret}` });
      const isShort = route.role !== 'anyone' && roles.indexOf(role) < roles.indexOf(route.role);
      const place = `${route.method} ${route.url}`;
      expect([place, byCookie.code === 'NOT_ALLOWED', byToken.code === 'NOT_ALLOWED']).toEqual([
        place,
        isShort,
        isShort,
      ]);
    }
  });
});

const guarded = async (server: Server) => (await table(server)).filter(({ role }) => role !== 'anyone');

describe('without a good credential every route but those for anyone says so', () => {
  test.each<[string, (server: Server) => Promise<{ headers?: object; cookies?: Record<string, string> }>]>([
    ['none at all', async () => ({})],
    ['a cookie that nobody gave', async ({ sessions }) => ({ cookies: { [sessions.cookie]: 'x' } })],
    ['the cookie of another server', async () => ({ cookies: { regscope_12345678: 'x' } })],
    ['a token that nobody gave', async () => ({ headers: { authorization: 'Bearer regscope_x' } })],
    ['a word that is no token', async () => ({ headers: { authorization: 'Basic YTpi' } })],
    [
      'a session that nobody used for eight hours',
      async (server) => {
        const cookies = server.signedIn('admin');
        server.later(8 * 3600_000 + 1);
        return { cookies };
      },
    ],
    [
      'a token whose days are over',
      async (server) => {
        const { secret } = await server.tokens.add({ name: 'robot', role: 'admin', days: 1 }, 'test');
        server.later(24 * 3600_000);
        return { headers: { authorization: `Bearer ${secret}` } };
      },
    ],
    [
      'a token that was revoked',
      async (server) => {
        const { secret } = await server.tokens.add({ name: 'robot', role: 'admin' }, 'test');
        await server.tokens.revoke('robot');
        return { headers: { authorization: `Bearer ${secret}` } };
      },
    ],
    [
      'a session that an admin ended',
      async (server) => {
        const cookies = server.signedIn('admin');
        server.sessions.end(server.sessions.list()[0]?.id ?? '');
        return { cookies };
      },
    ],
    [
      'a bad token together with a good cookie',
      async (server) => ({ headers: { authorization: 'Bearer x' }, cookies: server.signedIn('admin') }),
    ],
  ])('%s', async (_, credential) => {
    await using server = await testServer();
    const { headers = {}, cookies = {} } = await credential(server);
    for (const route of await guarded(server)) {
      const answer = await ask(server, route, headers, cookies);
      const place = `${route.method} ${route.url}`;
      // Whoever guesses at tokens is turned away after twenty tries.
      expect([place, [401, 429].includes(answer.statusCode), answer.code]).toEqual([
        place,
        true,
        expect.stringMatching(/^(NOT_SIGNED_IN|TOO_MANY_REQUESTS)$/),
      ]);
    }
  });
});

describe('from elsewhere nothing is changed, whoever asks', () => {
  test.each<[string, object]>([
    ['another site', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:9999' }],
    ['the same name by another scheme', { origin: `https://${host}` }],
    ['a page that was opened from a file', { origin: 'null' }],
    ['a name that was made to point here', { host: 'evil.example' }],
  ])('%s', async (_, headers) => {
    await using server = await testServer();
    const { secret } = await server.tokens.add({ name: 'robot', role: 'admin' }, 'test');
    for (const route of (await table(server)).filter(({ method }) => !isReading(method))) {
      const byCookie = await ask(server, route, headers, server.signedIn('admin'));
      const byToken = await ask(server, route, { ...headers, authorization: `Bearer ${secret}` });
      const place = `${route.method} ${route.url}`;
      expect([place, byCookie.code, byToken.code]).toEqual([place, 'FOREIGN_ORIGIN', 'FOREIGN_ORIGIN']);
    }
  });
});

test('a body of another type than its route takes is refused on every route', async () => {
  await using server = await testServer();
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
  ])
    for (const route of (await table(server)).filter(({ method }) => !isReading(method))) {
      const answer = await ask(server, route, { 'content-type': type }, server.signedIn('admin'));
      expect([route.url, answer.statusCode, answer.code]).toEqual([route.url, 415, 'WRONG_TYPE']);
    }
});

test('a capture goes to its own routes alone', async () => {
  await using server = await testServer();
  const send = async (method: 'PUT' | 'POST', url: string, type: string) =>
    ask(server, { method, url, role: 'admin' }, { 'content-type': type }, server.signedIn('admin'));
  expect(await send('PUT', paths.capture('x'), 'application/json')).toMatchObject({ code: 'WRONG_TYPE' });
  expect(await send('POST', paths.tokens(), 'application/octet-stream')).toMatchObject({ code: 'WRONG_TYPE' });
});

test('who lacks a role for a change stands in the log, once a minute', async () => {
  await using server = await testServer();
  const viewer = server.signedIn('viewer' satisfies Role, 'victor');
  const start = { method: 'POST', url: paths.startHost('local'), role: 'editor' } as const;
  for (let n = 0; n < 3; n++) await ask(server, start, {}, viewer);
  await ask(server, { method: 'GET', url: paths.tokens(), role: 'admin' }, {}, viewer);
  expect((await server.audit.list({ limit: 9 })).rows).toMatchObject([
    {
      kind: 'access',
      what: 'refused',
      who: { name: 'victor', role: 'viewer' },
      about: 'POST /api/v1/hosts/:host/start',
    },
  ]);
});
