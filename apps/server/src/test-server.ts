// A whole server for tests, in this process and without a port, on this machine's real /dev/kvm where it opens.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Role } from '@regscope/registers';
import { hostFiles, Hosts } from '@regscope/sources';
import { buildApp, type Deps } from './app.ts';
import { AuditLog } from './audit/audit-log.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';

const data = mkdtempSync(join(tmpdir(), 'regscope-test-data-'));
process.once('exit', () => rmSync(data, { recursive: true, force: true }));

export const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), {
  REGSCOPE_CACHE: `${tmpdir()}/regscope-no-cache`,
  REGSCOPE_DATA: data,
});

export async function testServer(hostsOf = new Hosts(files), more: Partial<Deps> = {}) {
  let now = Date.now();
  const own = mkdtempSync(join(data, 'server-'));
  const sessions = new Sessions('test-token', { now: () => now });
  const tokens = new Tokens(own, () => now);
  const audit = new AuditLog(join(own, 'audit'), { now: () => now });
  const app = await buildApp({
    hosts: hostsOf,
    sessions,
    tokens,
    audit,
    version: '0.0.0',
    logLevel: 'silent',
    ...more,
  });
  const bearer = { authorization: 'Bearer test-token', host: 'localhost' };
  return {
    app,
    sessions,
    tokens,
    audit,
    later: (milliseconds: number) => (now += milliseconds),
    /** The cookie of somebody who is signed in. */
    signedIn: (role: Role, name = `a ${role}`) => ({
      [sessions.cookie]: sessions.signIn(sessions.newLink({ name, role }))?.secret ?? '',
    }),
    /** As somebody who holds the command line's token. */
    ask: async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => {
      const answer = await app.inject({ method, url, headers: bearer, ...(body === undefined ? {} : { body }) });
      return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await hostsOf[Symbol.asyncDispose]();
      await audit[Symbol.asyncDispose]();
    },
  };
}
