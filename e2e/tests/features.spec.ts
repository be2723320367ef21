import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../regscope.ts';

const host = 'lab:6.12:max';

test.describe.configure({ mode: 'serial' });
test.setTimeout(60_000);

/** A VM of the lab host; its address as sources are written. */
async function makeVm(page: Page, features: string[]): Promise<string> {
  const answer = await page.request.post(`/api/v1/hosts/${host}/vms`, { data: { vcpus: 1, features } });
  const { vm } = (await answer.json()) as { vm: string };
  return `${host}/${vm}`;
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Features' });
const row = (page: Page, name: string) => grid(page).getByRole('row', { name: new RegExp(`^${name}( |$)`) });

/** What the second test makes, the others look at. */
let [rich, poor] = ['', ''];
const numberOf = (vm: string) => vm.split('/').at(-1) ?? '';

test('without a live VM recordings show what the page is for', async ({ signedIn: page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Features' }).click();
  await expect(grid(page).getByRole('columnheader', { name: /Armv8/ }).first()).toBeVisible();
  expect(Number(await grid(page).getAttribute('aria-rowcount'))).toBeGreaterThan(300);
});

test('a VM with SVE and one without stand side by side, and differ in FEAT_SVE', async ({ signedIn: page }) => {
  await page.request.post(`/api/v1/hosts/${host}/start`);
  [rich, poor] = [await makeVm(page, ['psci', 'sve', 'pmu']), await makeVm(page, ['psci'])];
  await page.goto('/features');
  await expect(grid(page).getByRole('columnheader', { name: new RegExp(`^${rich} Armv8`) })).toBeVisible();
  await expect(grid(page).getByRole('columnheader', { name: new RegExp(`^${poor} Armv8`) })).toBeVisible();
  expect(Number(await grid(page).getAttribute('aria-rowcount'))).toBeGreaterThan(300);

  await page.getByRole('button', { name: /^differs/ }).click();
  const sve = row(page, 'FEAT_SVE');
  await expect(sve.getByRole('rowheader')).toHaveText('FEAT_SVEdiffers');
  await expect(sve.getByRole('gridcell')).toHaveText(['ID_AA64PFR0_EL1.SVE', 'yes0x1', 'no0x0']);
  await expect(row(page, 'FEAT_AES')).toBeHidden();
  await expect(page).toHaveURL(/differs=1/);
});

test('the text finds names and fields, and a value leads to its register in its VM', async ({ signedIn: page }) => {
  await page.goto('/features');
  await expect(row(page, 'FEAT_AES')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('isar0_el1.atomic');
  await expect(page.getByText(/^2 of 3\d\d features$/)).toBeVisible();
  await row(page, 'FEAT_LSE').getByRole('link', { name: '0x' }).nth(1).click();
  await expect(page).toHaveURL(new RegExp(`/hosts/${host}/vms/\\d+\\?q=ID_AA64ISAR0_EL1$`));
  await expect(page.getByRole('row', { name: /^ID_AA64ISAR0_EL1 / })).toBeVisible();
});

test('what keeps a VM from the next architecture version is named, and shown when asked for', async ({
  signedIn: page,
}) => {
  await page.goto('/features?has=1');
  const gap = grid(page)
    .getByRole('button', { name: /^Armv\d\.\d-A lacks FEAT_/ })
    .first();
  const [missing] = /FEAT_\w+/.exec((await gap.textContent()) ?? '') ?? [];
  await gap.click();
  await expect(
    row(page, missing ?? '')
      .getByRole('gridcell')
      .nth(1),
  ).toContainText('no');
});

test('the rows that are shown are saved as a file, values and answers of every VM', async ({ signedIn: page }) => {
  await page.goto(`/features?of=${rich},${poor}&q=FEAT_SVE,FEAT_RASv2&differs=1`);
  await expect(row(page, 'FEAT_SVE')).toBeVisible();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save CSV' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`regscope-features-lab-6.12-max-${numberOf(rich)}-and-1-more.csv`);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe(`feature,decided by,${rich},${rich} values,${poor},${poor} values`);
  expect(lines).toContain('FEAT_SVE,ID_AA64PFR0_EL1.SVE,yes,0x1,no,0x0');
  expect(lines.some((line) => line.startsWith('FEAT_RASv2'))).toBe(false);
});

test('VMs are chosen with the keyboard, the address keeps them, and a VM that is gone keeps its column', async ({
  signedIn: page,
  context,
}) => {
  await page.goto('/features');
  const second = page
    .getByRole('group', { name: host })
    .getByRole('button', { name: `VM ${numberOf(poor)}`, exact: true });
  await second.press('Space');
  await expect(page).toHaveURL(new RegExp(`of=${rich}$`));
  await second.press('Space');
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(colleague.getByRole('columnheader', { name: new RegExp(`^${poor} Armv8`) })).toBeVisible();

  await page.request.delete(`/api/v1/hosts/${host}/vms/${numberOf(poor)}`);
  await expect(colleague.getByRole('alert')).toContainText(`${poor}: This VM is gone`);
  await expect(colleague.getByRole('columnheader', { name: `${poor} This VM is gone` })).toBeVisible();
  await expect(row(colleague, 'FEAT_AES').getByRole('gridcell').nth(1)).toContainText('yes');
});

test('keyboard alone: to the page, to a feature, to its register', async ({ signedIn: page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('features');
  await page.keyboard.press('Enter');
  await expect(row(page, 'FEAT_AES')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('FEAT_CRC32');
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'FEAT_CRC32')).toHaveAttribute('aria-selected', 'true');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'FEAT_CRC32-0');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/vms\/\d+\?q=ID_AA64ISAR0_EL1$/);
});

for (const colours of ['light', 'dark'] as const)
  test(`nothing on the page fails WCAG AA, in ${colours} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme: colours });
    const other = await makeVm(page, ['psci', 'pmu']);
    const all = [rich, other, ...Array.from({ length: 4 }, (_, at) => `${host}/${90 + at}`)];
    for (const place of ['?q=none', `?of=${all[0]},${other}`, `?of=${all.join(',')}`, '?of=']) {
      await page.goto(`/features${place}`);
      await expect(page.getByRole('heading', { name: 'Features', level: 1 })).toBeVisible();
      await expect(page.getByText('Reading the registers…')).toBeHidden();
      if (place.includes('of=lab')) {
        // A row that is drawn anew while the key comes down is not selected yet.
        await expect(async () => {
          await grid(page).press('Home');
          await expect(row(page, 'FEAT_AA32')).toHaveAttribute('aria-selected', 'true', { timeout: 1000 });
        }).toPass();
      }
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${place}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    }
  });

test('the lab host is left as it was found', async ({ signedIn: page }) => {
  const stopped = await page.request.post(`/api/v1/hosts/${host}/stop`);
  expect(await stopped.json()).toMatchObject({ name: host, state: 'stopped' });
});
