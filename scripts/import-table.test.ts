import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Who may import whom. What stands here is the architecture; what is not here is not allowed. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/registers': [],
  'packages/lab': [],
  'packages/catalogs': ['registers'],
  'packages/captures': ['registers'],
  'packages/checks': ['registers', 'catalogs', 'captures'],
  'packages/contract': ['registers'],
  'packages/kvm': ['registers'],
  'packages/sources': ['registers', 'catalogs', 'captures', 'contract', 'kvm', 'lab'],
  'apps/server': ['registers', 'catalogs', 'captures', 'checks', 'contract', 'sources'],
  'apps/cli': ['contract', 'server'],
  'apps/web': ['registers', 'contract', 'checks'],
  e2e: ['contract'],
};
const root = fileURLToPath(new URL('..', import.meta.url));

test.each(Object.entries(mayImport))('%s imports only what it may', (folder, allowed) => {
  expect([...imported(folder)].filter((name) => !allowed.includes(name))).toEqual([]);
});

test('every package of the workspace stands in the table, and only kvm names the FFI', () => {
  const folders = ['packages', 'apps'].flatMap((group) => readdirSync(root + group).map((name) => `${group}/${name}`));
  expect(new Set([...folders, 'e2e'])).toEqual(new Set(Object.keys(mayImport)));
  expect([...folders, 'e2e'].filter((folder) => /(?:ffi|ref)-napi/.test(sources(folder)))).toEqual(['packages/kvm']);
});

test('of the checks the page sees the rules for edits alone, which need nothing but the model', () => {
  const seen = [...sources('apps/web').matchAll(/from '(@regscope\/checks[^']*)'/g)].map(([, from]) => from);
  expect(new Set(seen)).toEqual(new Set(['@regscope/checks/edits']));
  const outside = [...sources('packages/checks/src/edits').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
  expect(outside.filter((from) => !/^(?:\.\/|@regscope\/registers$|vitest$|fast-check$)/.test(from ?? ''))).toEqual([]);
});

function imported(folder: string): Set<string> {
  const outside = [...sources(folder).matchAll(/from '(\.\.\/(?:\.\.\/)+(?:packages|apps)\/[^']+)'/g)].map(
    ([, path = '']) => path,
  );
  return new Set([
    ...[...sources(folder).matchAll(/@regscope\/([a-z]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !folder.endsWith(name)),
    ...outside,
  ]);
}

/** The text of all sources of a package, and of its package.json. */
function sources(folder: string): string {
  const names = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
  const code = names.filter((name) => /^(?!.*(?:node_modules|dist)\/).*(?:\.tsx?|package\.json)$/.test(name));
  return code.map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8')).join('\n');
}
