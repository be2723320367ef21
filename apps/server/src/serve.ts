import type { AddressInfo } from 'node:net';
import { RegscopeError } from '@regscope/contract';
import { Hosts, type HostFiles } from '@regscope/sources';
import { buildApp, type App } from './app.ts';
import { keepRuntimeFile } from './runtime-file.ts';
import { newSecret, Sessions } from './sessions.ts';

export type ServeOptions = {
  host: string;
  port: number;
  files: HostFiles;
  page: string;
  /** Folder of the file by which the command line finds this server. */
  runtime: string;
  version: string;
  logLevel?: string;
};

export type Serving = AsyncDisposable & {
  url: string;
  signInLink: string;
  /** Why hosts that should be there cannot be used: one sentence each, with the remedy. */
  problems: string[];
};

/** Listens until disposed. Rejects with a RegscopeError (BUSY_PORT, CANNOT_LISTEN) when it cannot. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { host, port, files, runtime, ...rest } = options;
  mustBeLoopback(host);
  const [hosts, token] = [new Hosts(files), newSecret()];
  const sessions = new Sessions(token);
  const app = await buildApp({ hosts, sessions, ...rest });
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw cannotListen(error, options);
  });
  const url = urlOf(app, host);
  const forget = await keepRuntimeFile(runtime, { url, token, pid: process.pid }).catch(async (error: Error) => {
    await app.close();
    throw new RegscopeError(
      'CANNOT_LISTEN',
      `the file for the command line cannot be kept in ${runtime}: ${error.message}; set REGSCOPE_RUNTIME to a folder of your own`,
      { folder: runtime },
    );
  });
  return {
    url,
    problems: await problemsOf(hosts),
    signInLink: `${url}/sign-in#${sessions.newLink()}`,
    [Symbol.asyncDispose]: async () => {
      await forget();
      await app.close();
      await hosts[Symbol.asyncDispose]();
    },
  };
}

async function problemsOf(hosts: Hosts): Promise<string[]> {
  const all = await hosts.describe();
  return all
    .filter(({ state }) => state === 'unavailable')
    .map(({ name, because }) => `Host ${name} cannot be used: ${because}`);
}

function urlOf(app: App, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function mustBeLoopback(host: string): void {
  if (/^(?:localhost|::1|127(?:\.\d{1,3}){3})$/.test(host)) return;
  throw new RegscopeError(
    'CANNOT_LISTEN',
    `regscope listens on loopback addresses only, not on ${host}; reach it from elsewhere through ssh -L 7330:127.0.0.1:7330`,
    { host },
  );
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: ServeOptions): RegscopeError {
  const details = { host, port, errno: error.code ?? null };
  if (error.code === 'EADDRINUSE')
    return new RegscopeError(
      'BUSY_PORT',
      `port ${port} of ${host} is taken by another program, perhaps by a regscope that runs already; choose another one with: npm start -- --port ${port + 1}`,
      details,
    );
  if (error.code === 'EACCES')
    return new RegscopeError(
      'CANNOT_LISTEN',
      `port ${port} of ${host} needs rights that you do not have; choose one above 1023 with --port`,
      details,
    );
  return new RegscopeError('CANNOT_LISTEN', `cannot listen on ${host} port ${port}: ${error.message}`, details);
}
