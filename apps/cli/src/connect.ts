import { createClient, paths, type Client } from '@regscope/contract';
import { inProcess, readRuntimeFiles, runtimeFolder } from '@regscope/server';
import { askServer } from './ask-server.ts';
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
  for (const server of await readRuntimeFiles(runtimeFolder(process.env))) {
    const headers = { authorization: `Bearer ${server.token}` };
    const ask = askServer(server, AbortSignal.timeout(3000));
    const answers = await ask(server.url + paths.session(), { method: 'GET', headers }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return createClient(askServer(server), server.url, headers);
  }
  return undefined;
}
