import type { Fetch } from '@regscope/contract';
import { Hosts, type HostFiles } from '@regscope/sources';
import { buildApp, type App } from './app.ts';
import { newSecret, Sessions } from './sessions.ts';

export type InProcess = AsyncDisposable & { fetch: Fetch; headers: Record<string, string> };

/** The whole server inside this process, without a port: for one who asks once and leaves nothing behind. */
export async function inProcess(files: HostFiles, version: string): Promise<InProcess> {
  const token = newSecret();
  const hosts = new Hosts(files);
  const app = await buildApp({ hosts, sessions: new Sessions(token), version });
  return {
    fetch: injecting(app),
    headers: { authorization: `Bearer ${token}` },
    [Symbol.asyncDispose]: async () => {
      await hosts[Symbol.asyncDispose]();
      await app.close();
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
