// The catalogue of an architecture, fetched in its three parts and put together once.
import { RegscopeError, type Client } from '@regscope/contract';
import { createCatalogue, type Arch, type Catalogue } from '@regscope/registers';

type Ask = Pick<Client, 'catalogues' | 'cataloguePart'>;

/** Keeps what it made: asking again costs one small answer as long as the hashes are the same. */
export function catalogueLoader(client: Ask): (arch: Arch) => Promise<Catalogue> {
  const kept = new Map<Arch, { key: string; catalogue: Catalogue }>();
  return async (arch) => {
    const hashes = (await client.catalogues()).find((one) => one.arch === arch)?.hashes;
    if (hashes === undefined) throw new RegscopeError('NO_SUCH_ROUTE', `the server has no catalogue of ${arch}`);
    const key = Object.values(hashes).join();
    const found = kept.get(arch);
    if (found?.key === key) return found.catalogue;
    const [index, layouts, features] = await Promise.all([
      client.cataloguePart(arch, 'index', hashes.index),
      client.cataloguePart(arch, 'layouts', hashes.layouts),
      client.cataloguePart(arch, 'features', hashes.features),
    ]);
    const catalogue = createCatalogue({ index, layouts, features });
    kept.set(arch, { key, catalogue });
    return catalogue;
  };
}
