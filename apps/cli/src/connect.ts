import { createClient, paths, type Client } from '@regscope/contract';
import { inProcess, readRuntimeFile, runtimeFolder } from '@regscope/server';
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
  const found = await readRuntimeFile(runtimeFolder(process.env));
  if (found === undefined) return undefined;
  const headers = { authorization: `Bearer ${found.token}` };
  const ask = { headers, signal: AbortSignal.timeout(3000) };
  const answers = await fetch(found.url + paths.session(), ask).then(
    ({ ok }) => ok,
    () => false,
  );
  return answers ? createClient(fetch, found.url, headers) : undefined;
}
