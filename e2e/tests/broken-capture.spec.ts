import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../regscope.ts';

test('a file that is no capture any more is named, can be deleted, and be had back', async ({
  signedIn: page,
  server,
}) => {
  mkdirSync(join(server.data, 'captures'), { recursive: true });
  writeFileSync(join(server.data, 'captures', 'half.json'), '{"format":"regscope capture"');
  await page.goto('/captures');
  const unread = page.getByRole('region', { name: 'Files that cannot be read' });
  await unread.getByRole('button', { name: 'Delete half' }).click();
  await expect(unread).toBeHidden();
  await page.getByRole('button', { name: 'Undo deleting half' }).click();
  await expect(unread).toContainText('half');
  await unread.getByRole('button', { name: 'Delete half' }).click();
  await expect(unread).toBeHidden();
});
