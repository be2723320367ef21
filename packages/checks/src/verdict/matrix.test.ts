import { expect, test } from 'vitest';
import { migrationsPage } from './matrix.test-helper.ts';

test('the page of migrations is what follows from the recorded hosts', async () => {
  await expect(migrationsPage()).toMatchFileSnapshot('../../MIGRATIONS.md');
});
