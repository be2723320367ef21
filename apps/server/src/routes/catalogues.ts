import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { catalogueData } from '@regscope/catalogs';
import { Catalogues, paths, RegscopeError, type CataloguePart } from '@regscope/contract';
import type { Arch } from '@regscope/registers';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { route } from './params.ts';

const arches = ['arm64', 'x86-64', 'riscv64'] as const satisfies readonly Arch[];
const parts = ['index', 'layouts', 'features'] as const satisfies readonly CataloguePart[];
const forEver = 'public, max-age=31536000, immutable';

/** Facts, the same for everybody: no session is needed. An address holds the hash of what it leads to, so nobody asks twice. */
export function catalogueRoutes(app: App): void {
  const packed = new Map(arches.map((arch) => [arch, once(() => packAll(arch))]));

  app.get(paths.catalogues(), { config: { role: 'anyone' }, schema: { response: { 200: Catalogues } } }, () => ({
    catalogues: arches.map((arch) => ({ arch, hashes: hashesOf(packed.get(arch)?.() ?? []) })),
  }));

  const params = Type.Object({ arch: Type.Enum(arches), part: Type.Enum(parts), hash: Type.String({ maxLength: 64 }) });
  app.get(
    route(paths.cataloguePart(':arch', ':part', ':hash')),
    { config: { role: 'anyone' }, schema: { params } },
    ({ params: { arch, part, hash } }, reply) => {
      const found = packed
        .get(arch)?.()
        .find((one) => one.part === part && one.hash === hash);
      if (found === undefined)
        throw new RegscopeError(
          'NO_SUCH_ROUTE',
          `this regscope has another ${part} of the ${arch} catalogue: load the page again`,
          { hash },
        );
      return reply
        .headers({ 'cache-control': forEver, 'content-encoding': 'gzip' })
        .type('application/json')
        .send(found.body);
    },
  );
}

type Packed = { part: CataloguePart; hash: string; body: Buffer };

function packAll(arch: Arch): Packed[] {
  const data = catalogueData(arch);
  return parts.map((part) => {
    const json = JSON.stringify(data[part]);
    return {
      part,
      hash: createHash('sha256').update(json).digest('hex').slice(0, 16),
      body: gzipSync(json, { level: 9 }),
    };
  });
}

function hashesOf(packed: readonly Packed[]): Catalogues['catalogues'][number]['hashes'] {
  const hash = (part: CataloguePart) => packed.find((one) => one.part === part)?.hash ?? '';
  return { index: hash('index'), layouts: hash('layouts'), features: hash('features') };
}

function once<T>(make: () => T): () => T {
  let made: { of: T } | undefined;
  return () => (made ??= { of: make() }).of;
}
