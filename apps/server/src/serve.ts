import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { RegscopeError } from '@regscope/contract';
import { Hosts, type HostFiles } from '@regscope/sources';
import { buildApp, type App, type Tls } from './app.ts';
import { AuditLog } from './audit/audit-log.ts';
import { bindingOf, certifiedName, type Binding, type BindOptions } from './binding.ts';
import { isLoopback } from './reach.ts';
import { keepRuntimeFile } from './runtime-file.ts';
import { newSecret } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';
import { commandLine } from './who.ts';

export type ServeOptions = BindOptions & {
  port: number;
  files: HostFiles;
  page: string;
  /** Folder of the file by which the command line finds this server. */
  runtime: string;
  version: string;
  logLevel?: string;
  /** Sessions that nobody uses for so long end; 0: never. Left out: eight hours. */
  idleMinutes?: number;
};

export type Serving = AsyncDisposable & {
  url: string;
  signInLink: string;
  /** Why hosts that should be there cannot be used: one sentence each, with the remedy. */
  problems: string[];
};

/** Listens until disposed. Rejects with a RegscopeError (BUSY_PORT, CANNOT_LISTEN, AUDIT_FAILED, BAD_REQUEST) when it cannot. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const binding = bindingOf(options);
  const [hosts, token] = [new Hosts(options.files), newSecret()];
  const onAppend = (): void => hosts.announce({ what: 'audit' });
  const audit = await AuditLog.open(join(options.files.data, 'audit'), { onAppend });
  const sessions = new Sessions(token, idleOf(options));
  const app = await buildApp({ ...partsOf(options), ...binding, hosts, sessions, audit });
  const end = async (): Promise<void> => {
    await app.close();
    await hosts[Symbol.asyncDispose]();
    await audit[Symbol.asyncDispose]();
  };
  try {
    await listen(app, options);
    const urls = urlsOf(app, options, binding);
    const forget = await keepRuntime(options, { url: urls.here, token, tls: binding.tls });
    await audit.note(`regscope ${options.version} began to serve at ${urls.forPeople}`);
    const { name, role } = commandLine();
    return {
      url: urls.forPeople,
      problems: await problemsOf(hosts),
      signInLink: `${urls.forPeople}/sign-in#${sessions.newLink({ name, role })}`,
      [Symbol.asyncDispose]: async () => {
        await forget();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function partsOf({ files, page, version, logLevel }: ServeOptions) {
  return { tokens: new Tokens(files.data), page, version, ...(logLevel === undefined ? {} : { logLevel }) };
}

function idleOf({ idleMinutes }: ServeOptions): { idleMs?: number } {
  return idleMinutes === undefined ? {} : { idleMs: idleMinutes * 60_000 };
}

async function listen(app: App, options: ServeOptions): Promise<void> {
  const { host, port } = options;
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw cannotListen(error, options);
  });
}

async function keepRuntime(
  { runtime }: ServeOptions,
  { url, token, tls }: { url: string; token: string; tls: Tls | undefined },
): Promise<() => Promise<void>> {
  const certificate = tls === undefined ? {} : { certificate: tls.cert.toString('utf8') };
  return keepRuntimeFile(runtime, { url, token, pid: process.pid, ...certificate }).catch((error: Error) => {
    throw new RegscopeError(
      'CANNOT_LISTEN',
      `the file for the command line cannot be kept in ${runtime}: ${error.message}; set REGSCOPE_RUNTIME to a folder of your own`,
      { folder: runtime },
    );
  });
}

async function problemsOf(hosts: Hosts): Promise<string[]> {
  const all = await hosts.describe();
  return all
    .filter(({ state }) => state === 'unavailable')
    .map(({ name, because }) => `Host ${name} cannot be used: ${because}`);
}

/** For a program on this machine, and for people, who may have to call the server by another name. */
function urlsOf(app: App, { host }: ServeOptions, { tls, reach }: Binding): { here: string; forPeople: string } {
  const { port } = app.server.address() as AddressInfo;
  const url = (name: string): string =>
    `${tls === undefined ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
  const here = url(anywhere[host] ?? host);
  if (reach.publicUrl !== undefined) return { here, forPeople: reach.publicUrl };
  const name = tls === undefined || isLoopback(host) ? undefined : certifiedName(tls);
  return { here, forPeople: name === undefined ? here : url(name) };
}

/** All addresses of a machine, and its own among them. */
const anywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

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
