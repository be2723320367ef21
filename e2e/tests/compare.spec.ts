import { readFileSync } from 'node:fs';
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

const many = ['6.1-max', '6.1-neoverse-v1', '6.12-max', '6.16-max', '6.17-max', '6.18-max', '6.19-max', '7.0-max'];
const more = ['7.1-max', '7.2-max', '7.3-max', '7.3-max-el2', '7.3-max-mte', '7.3-neoverse-v1', '7.3-neoverse-n1'];
const sixteen = [...many, ...more, '6.1-cortex-a76'].map((name) => `arm64-${name}/1`).join(',');

test('bits are drawn by keyboard, each side’s under those that differ, and the link keeps them', async ({
  signedIn: page,
}) => {
  await page.goto(both);
  const opener = page.getByRole('button', { name: 'ID_AA64ISAR2_EL1' });
  await opener.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  const drawing = page.getByRole('group', { name: 'Bits of ID_AA64ISAR2_EL1' });
  await expect(drawing.getByRole('img')).toHaveCount(2);
  await expect(
    drawing.getByRole('img', { name: 'arm64-7.1-max/1: of the bits that differ none is set' }),
  ).toBeVisible();
  await expect(drawing.getByRole('img', { name: 'arm64-7.3-max/1: of the bits that differ set 60' })).toBeVisible();
  await expect(drawing).toContainText('ATS1A');
  await page.reload();
  await expect(drawing).toBeVisible();
  await opener.press('Space');
  await expect(drawing).toHaveCount(0);
  await page.getByRole('heading', { name: 'Compare' }).click();
  await page.keyboard.press('b');
  await expect(page).toHaveURL(/bits=all/);
  await expect(drawing).toBeVisible();
  // What one side alone lists has nothing to be held against.
  await expect(page.getByRole('group', { name: 'Bits of PMMIR_EL1' })).toHaveCount(0);
});

test('of sixteen VMs the names stay in sight while the columns move', async ({ signedIn: page }) => {
  await page.goto(`/compare?of=${sixteen}&q=ID_AA64PFR0&bits=all`);
  const name = page.getByRole('rowheader', { name: /^ID_AA64PFR0_EL1/ });
  const drawing = page.getByRole('group', { name: 'Bits of ID_AA64PFR0_EL1' });
  await expect(drawing.getByRole('img')).toHaveCount(16);
  const [at, drawn] = [await name.boundingBox(), await drawing.boundingBox()];
  await page
    .getByRole('region', { name: 'Differences' })
    .evaluate((region) => region.scrollTo({ left: region.scrollWidth }));
  expect(await name.boundingBox()).toEqual(at);
  expect(await drawing.boundingBox()).toEqual(drawn);
  await expect(page.getByRole('columnheader', { name: /^arm64-6\.1-cortex-a76/ })).toBeInViewport();
  await expect(page.getByRole('columnheader', { name: 'Register', exact: true })).toBeInViewport();
});

test('what is shown is saved as a table', async ({ signedIn: page }) => {
  await page.goto(`${both}&q=PMMIR`);
  for (const [button, line] of [
    ['CSV', 'PMMIR_EL1,,,gained,not listed,0x0'],
    ['Markdown', '| PMMIR_EL1 |  |  | gained | not listed | 0x0 |'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain(line);
  }
});

test('on paper all of it is there', async ({ signedIn: page }) => {
  await page.goto(`${both}&bits=all`);
  await expect(page.getByRole('row', { name: /PMMIR_EL1/ })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  const region = page.getByRole('region', { name: 'Differences' });
  expect(await region.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(1);
  await expect(page.getByRole('textbox', { name: 'Filter' })).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`nothing of it fails WCAG AA, in ${colorScheme} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${both}&bits=all`);
    await expect(page.getByRole('row', { name: /PMMIR_EL1/ })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Bits of ID_AA64ISAR2_EL1' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations).toEqual([]);
  });
