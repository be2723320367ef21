import { request } from 'node:http';
import { createClient, paths, RegscopeError, type Client, type Fetch } from '@regscope/contract';
import { inProcess, readRuntimeFiles, runtimeFolder } from '@regscope/server';
import { files, version } from './places.ts';

export type Connected = AsyncDisposable & {
  client: Client;
  /** False when this process does the work itself: whatever it makes is gone when it ends. */
  throughServer: boolean;
};

/** The regscope server that runs for this user, if one answers; else the same server inside this process, without a port. */
export async function connect(): Promise<Connected> {
  const client = await running();
  if (client !== undefined) return { client, throughServer: true, [Symbol.asyncDispose]: async () => {} };
  const own = await inProcess(files, version);
  return {
    client: createClient(own.fetch, '', own.headers),
    throughServer: false,
    [Symbol.asyncDispose]: async () => own[Symbol.asyncDispose](),
  };
}

async function running(): Promise<Client | undefined> {
  for (const { url, token } of await readRuntimeFiles(runtimeFolder(process.env))) {
    const headers = { authorization: `Bearer ${token}` };
    const ask = { headers, signal: AbortSignal.timeout(3000) };
    const answers = await fetch(url + paths.session(), ask).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return createClient(throughNetwork, url, headers);
  }
  return undefined;
}

/** Failures are sentences: the server may end while it is asked. fetch would give up after five minutes, and a probe may take longer. */
const throughNetwork: Fetch = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', (error) => reject(gone(url, error)));
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        resolve({ ok: status < 400, status, text: async () => Buffer.concat(chunks).toString('utf8') });
      });
    });
    asking.on('error', (error) => reject(gone(url, error)));
    asking.end(body);
  });

function gone(url: string, { message }: Error): RegscopeError {
  const { origin } = new URL(url);
  return new RegscopeError('SERVER_GONE', `the regscope server at ${origin} does not answer any more: ${message}`, {
    url: origin,
  });
}
