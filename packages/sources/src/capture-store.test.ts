import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CaptureStore } from './capture-store.ts';
import { summaryOf } from './capture-summary.ts';
import { readShelfIndex } from './shelf-index.ts';

const shipped = fileURLToPath(new URL('../../captures/shelf', import.meta.url));
const names = readdirSync(shipped)
  .filter((file) => file.endsWith('.json.gz'))
  .map((file) => file.replace('.json.gz', ''));
const store = new CaptureStore({ shipped, own: '/nowhere' });

test('the index of the shelf knows every recorded host as its file is', async () => {
  const index = await readShelfIndex(shipped);
  const missing = names.filter((name) => index(name, statSync(`${shipped}/${name}.json.gz`).size) === undefined);
  expect(missing).toEqual([]);
});

test('what the index says of a host is what its capture says', async () => {
  for (const name of names) expect(await store.summary(name)).toEqual(summaryOf(await store.find(name)));
});

test('all are listed, in the order of their names', async () => {
  const { captures, broken } = await store.list();
  expect(captures.map(({ name }) => name)).toEqual(names.toSorted());
  expect(broken).toEqual([]);
});
