// A whole server for tests, in this process and without a port, on this machine's real /dev/kvm where it opens.
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { hostFiles, Hosts } from '@regscope/sources';
import { buildApp } from './app.ts';
import { Sessions } from './sessions.ts';

export const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), {
  REGSCOPE_CACHE: `${tmpdir()}/regscope-no-cache`,
});

export async function testServer(hostsOf = new Hosts(files)) {
  let now = 0;
  const sessions = new Sessions('test-token', () => now);
  const app = await buildApp({ hosts: hostsOf, sessions, version: '0.0.0', logLevel: 'silent' });
  const bearer = { authorization: 'Bearer test-token', host: 'localhost' };
  return {
    app,
    sessions,
    later: (milliseconds: number) => (now += milliseconds),
    /** As somebody who holds the command line's token. */
    ask: async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => {
      const answer = await app.inject({ method, url, headers: bearer, ...(body === undefined ? {} : { body }) });
      return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await hostsOf[Symbol.asyncDispose]();
    },
  };
}
