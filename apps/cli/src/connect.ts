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

/** fetch, whose failures are sentences: the server may end while it is asked. */
const throughNetwork: Fetch = (url, ask) =>
  fetch(url, ask).catch((error: Error) => {
    const { origin } = new URL(url);
    throw new RegscopeError(
      'SERVER_GONE',
      `the regscope server at ${origin} does not answer any more: ${error.cause instanceof Error ? error.cause.message : error.message}`,
      { url: origin },
    );
  });
