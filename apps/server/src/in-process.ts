import type { Fetch } from '@regscope/contract';
import { join } from 'node:path';
import { Hosts, type HostFiles } from '@regscope/sources';
import { buildApp, type App } from './app.ts';
import { AuditLog } from './audit/audit-log.ts';
import { newSecret } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';

export type InProcess = AsyncDisposable & { fetch: Fetch; headers: Record<string, string> };

/** The whole server inside this process, without a port: for one who asks once and leaves nothing behind. */
export async function inProcess(files: HostFiles, version: string): Promise<InProcess> {
  const token = newSecret();
  const hosts = new Hosts(files);
  // A server may write to the same log: nothing is looked at before there is something to write.
  const audit = new AuditLog(join(files.data, 'audit'));
  const app = await buildApp({ hosts, sessions: new Sessions(token), tokens: new Tokens(files.data), audit, version });
  return {
    fetch: injecting(app),
    headers: { authorization: `Bearer ${token}` },
    [Symbol.asyncDispose]: async () => {
      await hosts[Symbol.asyncDispose]();
      await app.close();
      await audit[Symbol.asyncDispose]();
    },
  };
}

function injecting(app: App): Fetch {
  return async (url, { method, headers, body }) => {
    const answer = await app.inject({
      url,
      method: method as 'GET',
      headers: { ...headers, host: 'localhost' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    return { ok: answer.statusCode < 400, status: answer.statusCode, text: async () => answer.body };
  };
}
