import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../regscope.ts';

const both = '/compare?of=arm64-7.1-max/1,arm64-7.3-max/1';

test('two recorded hosts are compared, and the link shows a colleague the same', async ({ signedIn: page }) => {
  await page.goto('/compare');
  await expect(page.getByText('Nothing to compare yet.')).toBeVisible();
  for (const name of ['arm64-7.1-max/1', 'arm64-7.3-max/1']) {
    await page.getByRole('combobox', { name: 'Add' }).fill(name);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  }
  await expect(page).toHaveURL(new RegExp(`${both.replace('?', '\\?').replaceAll('.', '\\.')}$`));
  const gained = page.getByRole('row', { name: /PMMIR_EL1/ });
  await expect(gained).toContainText(/gained.*not listed.*0x0/);
  await expect(page.getByRole('row', { name: /^ATS1A/ })).toContainText(/0x0 NI.*0x1 IMP/);
  await expect(page.getByText(/Left out.*CNTPCT_EL0/)).toBeVisible();
});

test('counters differ when they are asked for; a filter narrows; a column is left out', async ({ signedIn: page }) => {
  await page.goto(both);
  await page.getByRole('button', { name: 'raw' }).click();
  await expect(page.getByRole('row', { name: /CNTPCT_EL0/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter' }).fill('gained');
  await expect(page.getByRole('row', { name: /CNTPCT_EL0/ })).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: /^1 of \d+ registers differ/ })).toBeVisible();
  await page.getByRole('button', { name: 'Leave out arm64-7.3-max/1' }).click();
  await expect(page.getByText('One VM is not compared with anything.')).toBeVisible();
});

test('a value leads to its register in that VM', async ({ signedIn: page }) => {
  await page.goto(both);
  await page
    .getByRole('row', { name: /^ID_AA64ISAR2_EL1/ })
    .getByRole('link')
    .last()
    .click();
  await expect(page.getByRole('complementary', { name: 'Register ID_AA64ISAR2_EL1' })).toBeVisible();
});

test('what cannot be compared says why', async ({ signedIn: page }) => {
  await page.goto('/compare?of=x86-64/1,arm64-7.3-max/1');
  await expect(page.getByRole('alert')).toContainText('share no registers');
  await page.getByRole('combobox', { name: 'Add' }).fill('nowhere/1');
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toHaveAccessibleDescription(
    'There is no VM of this name.',
  );
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`nothing of it fails WCAG AA, in ${colorScheme} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(both);
    await expect(page.getByRole('row', { name: /PMMIR_EL1/ })).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations).toEqual([]);
  });
