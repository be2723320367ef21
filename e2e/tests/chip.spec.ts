import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, whyNoKvm } from '../regscope.ts';
import { panel, place, table } from '../vm-page.ts';
import { newVm, stopped } from '../vms.ts';

const NEW = 'arm64-7.3-max';
const VLS = '0x606000000015ffff';

const row = (page: Page, name: RegExp) => table(page).getByRole('row', { name });
const section = (page: Page) => panel(page).getByRole('region', { name: 'Where it goes' });
const chip = (page: Page, name: RegExp) => row(page, name).getByRole('button', { name: /^Loads as it is/ });

test.afterAll(async ({ browser, session, server }) => stopped([], { browser, session, server }));

test('each register says on how many hosts it loads, and the rows do not move for it', async ({ signedIn: page }) => {
  await page.goto(place(NEW, '1', '?q=PSCI_VERSION'));
  const box = await row(page, /^PSCI_VERSION/).boundingBox();
  await expect(chip(page, /^PSCI_VERSION/)).toHaveAccessibleName(/Loads as it is on \d+ of \d+ hosts/);
  expect(await row(page, /^PSCI_VERSION/).boundingBox()).toEqual(box);
});

test('the chip leads to who refuses, why, and what helps', async ({ signedIn: page }) => {
  await page.goto(place(NEW, '1', '?q=PSCI_VERSION'));
  await chip(page, /^PSCI_VERSION/).click();
  await expect(section(page).getByRole('heading', { name: 'Where it goes' })).toBeFocused();
  await expect(section(page)).toContainText(/refused EINVAL 8/);
  await expect(section(page)).toContainText('write 0x10001 to PSCI_VERSION before the first run');
  await expect(section(page).getByText(/Takes no such VM as a whole.*does not offer sve, pauth/)).toHaveCount(1);
  await expect(section(page)).toContainText(/taken as it is \d+/);
  await expect(section(page).getByRole('link', { name: 'arm64-6.12-max' })).toHaveAttribute(
    'href',
    `/migration?from=${NEW}/1&to=arm64-6.12-max/1`,
  );
});

test('what does not go everywhere is found and sorted by keyboard alone, and stands in the link', async ({
  signedIn: page,
}) => {
  await page.goto(place(NEW, '1', '?class=sysreg'));
  await expect(page.getByRole('button', { name: /^not everywhere \d\d/ })).toBeVisible();
  await page.keyboard.press('g');
  await expect(page).toHaveURL(/barred=1/);
  await page.getByRole('button', { name: 'Goes to', exact: true }).press('Enter');
  await expect(page).toHaveURL(/sort=taken/);
  const counts = await table(page)
    .getByRole('button', { name: /^Loads as it is/ })
    .allInnerTexts();
  const numbers = counts.map((text) => Number(/\d+/.exec(text)?.[0]));
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  await table(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(section(page)).toContainText(/Loads as it is on/);
});

test('the hosts and the rules are chosen, and the link keeps the choice', async ({ signedIn: page }) => {
  await page.goto(place(NEW, '1', `?q=VLS`));
  await page.getByRole('button', { name: /^goes to \d+ hosts by kvm/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Where arm64 registers go' });
  await dialog.getByRole('button', { name: 'none' }).click();
  await expect(dialog.getByRole('button', { name: /^Ask 0/ })).toHaveAccessibleDescription('Choose a host at least.');
  for (const name of ['arm64-6.12-cortex-a76', 'arm64-6.12-max'])
    await dialog.getByRole('checkbox', { name, exact: true }).check();
  await dialog.getByRole('combobox').selectOption('qemu');
  await dialog.getByRole('button', { name: /^Ask 2/ }).click();
  await expect(page).toHaveURL(/targets=arm64-6.12-cortex-a76,arm64-6.12-max&vmm=qemu/);
  await expect(chip(page, /^VLS/)).toHaveAccessibleName('Loads as it is on 1 of 2 hosts');
  await page.reload();
  await expect(page.getByRole('button', { name: 'goes to 2 hosts by qemu' })).toBeVisible();
});

test('where none of the chosen hosts is there the panel says so', async ({ signedIn: page }) => {
  await page.goto(place(NEW, '1', `?reg=${VLS}&targets=nobody`));
  await expect(section(page)).toContainText('None of the chosen recordings is a probed arm64 host.');
});

test('a failure is said in the panel, and the table goes on without', async ({ signedIn: page }) => {
  await page.route('**/api/v1/verdicts/registers', (route) => route.abort());
  await page.goto(place(NEW, '1', `?reg=${VLS}`));
  await expect(section(page).getByRole('alert')).toBeVisible();
  await expect(row(page, /^VLS/)).toContainText('no host to ask');
});

for (const [host, name] of [
  ['x86-64', /^IA32_PAT/],
  ['riscv64-7.2-rv64', /^timer\.frequency/],
] as const)
  test(`registers of ${host} have their hosts as well`, async ({ signedIn: page }) => {
    await page.goto(place(host, '1', `?q=${name.source.slice(1).replace('\\', '')}`));
    await expect(chip(page, name)).toHaveAccessibleName(/^Loads as it is on (the one host|all \d+ hosts)$/);
  });

test('64 vCPUs keep their columns, and the hosts theirs', async ({ signedIn: page }) => {
  test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
  const vm = await newVm(page, 'local', 64);
  await page.goto(place('local', vm, '?columns=vcpus'));
  await expect(chip(page, /^IA32_PAT/)).toBeVisible();
  const at = await page.getByRole('columnheader', { name: 'vCPU 0' }).boundingBox();
  const goes = await page.getByRole('columnheader', { name: 'Goes to' }).boundingBox();
  expect((goes?.x ?? 0) + (goes?.width ?? 0)).toBe(at?.x);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`nothing of it fails WCAG AA, in ${colorScheme} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(place(NEW, '1', `?barred=1&reg=${VLS}`));
    await expect(chip(page, /^VLS/)).toBeVisible();
    const check = () =>
      new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect((await check()).violations).toEqual([]);
    await page
      .getByRole('button', { name: /^goes to/ })
      .first()
      .click();
    await expect(page.getByRole('checkbox').first()).toBeVisible();
    expect((await check()).violations).toEqual([]);
  });
