import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../regscope.ts';

const fields = (page: Page) => page.getByRole('grid', { name: 'Fields of the value' });
const atomic = (page: Page) => fields(page).getByRole('row', { name: /^23:20 Atomic/ });
const value = (page: Page) => page.getByRole('textbox', { name: 'Value' });

test('the decoder works without a session: a name and a value become fields', async ({ page }) => {
  await page.goto('/decode');
  await page.getByRole('combobox', { name: 'Id, encoding or name' }).fill('aa64isar0');
  await page.getByRole('option', { name: /^ID_AA64ISAR0_EL1/ }).click();
  await expect(page.getByRole('heading', { name: 'ID_AA64ISAR0_EL1' })).toBeVisible();
  await value(page).fill('0x0000000000200000');
  await expect(atomic(page)).toContainText('0x2');
  await expect(atomic(page).getByRole('link', { name: 'FEAT_LSE' })).toHaveAttribute('href', '/features?q=FEAT_LSE');
  await expect(page).toHaveURL(/\/decode\/ID_AA64ISAR0_EL1\/0x0000000000200000$/);
  await page.reload();
  await expect(atomic(page)).toContainText('0x2');
  await expect(page.getByText(/^From Arm’s machine-readable architecture/)).toBeVisible();
});

test('decimal and binary are read too, and what is no number is refused in a sentence', async ({ page }) => {
  for (const text of ['2097152', '0b1000000000000000000000']) {
    await page.goto(`/decode/ID_AA64ISAR0_EL1/${text}`);
    await expect(atomic(page)).toContainText('0x2');
  }
  await page.goto('/decode/ID_AA64ISAR0_EL1/12z');
  await expect(page.getByRole('alert')).toContainText('“12z” is no number');
  await page.goto('/decode/fpsr/0x500000001');
  await expect(page.getByRole('alert')).toContainText('also sets bits 32 and 34');
});

test('a bit that is flipped changes the value, the address and the fields', async ({ page }) => {
  await page.goto('/decode/ID_AA64ISAR0_EL1/0x200000');
  const bit = page.getByRole('switch', { name: 'bit 20, Atomic' });
  await bit.click();
  await expect(bit).toBeChecked();
  await expect(page).toHaveURL(/\/0x300000$/);
  await expect(atomic(page)).toContainText('0x3');
  await expect(atomic(page)).toContainText('FEAT_LSE128');
  await expect(value(page)).toHaveValue('0x300000');
  await page.goBack();
  await expect(page).not.toHaveURL(/0x200000$/);
});

test('keyboard alone: choose a register, flip a bit, read its field', async ({ page }) => {
  await page.goto('/decode');
  await page.getByRole('combobox', { name: 'Id, encoding or name' }).focus();
  await page.keyboard.type('id_aa64isar0');
  await expect(page.getByRole('option', { name: /^ID_AA64ISAR0_EL1/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'ID_AA64ISAR0_EL1' })).toBeVisible();
  await page.getByRole('switch', { name: /^bit 0\b/ }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('switch', { name: 'bit 63, RNDR' })).toBeFocused();
  await page.keyboard.press('End');
  for (let step = 0; step < 21; step++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/\/0x200000$/);
  await expect(fields(page).locator('tr[aria-selected=true]')).toContainText(/23:20/);
  await page.keyboard.press('Tab');
  await expect(fields(page).getByRole('row').nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(fields(page).getByRole('row').nth(2)).toBeFocused();
  await expect(page.locator('[data-lit]').first()).toBeVisible();
});

test('an id with wrong bits says which, and a name that nobody has says so', async ({ page }) => {
  await page.goto('/decode/0x6030010810170000');
  for (const sentence of ['bits 35 and 40 are not', 'bit 28 is not', 'no arm64 register class 0x17'])
    await expect(page.getByText(sentence)).toBeVisible();
  await page.goto('/decode/x99');
  await expect(page.getByText('“x99” is no register id, encoding or known name.')).toBeVisible();
});

test('what hangs on other registers says on which, as there is no VM', async ({ page }) => {
  await page.goto('/decode/SCTLR_EL1/0x0');
  await expect(fields(page).getByRole('row', { name: /^62 SPINTMASK/ })).toContainText('depends on FEAT_NMI');
});

test('the value that KVM fills in is known as such', async ({ page }) => {
  await page.goto('/decode/TTBR0_EL1/0x1de7ec7edbadc0de');
  await expect(page.getByText(/its fields mean nothing/)).toBeVisible();
});

test('reserved fields are shown when they are asked for, and when they are not zero', async ({ page }) => {
  await page.goto('/decode/ID_AA64ISAR0_EL1/0x1');
  await expect(fields(page).getByRole('row', { name: /^3:0 RES0/ })).toContainText('reserved, and not zero');
  await page.goto('/decode/ID_AA64ISAR0_EL1/0x10');
  await expect(fields(page).getByRole('row', { name: /^7:4 AES/ })).toBeVisible();
  await expect(fields(page).getByRole('row', { name: /RES0/ })).toBeHidden();
  await page.getByRole('button', { name: /^reserved/ }).click();
  await expect(fields(page).getByRole('row', { name: /^3:0 RES0/ })).toBeVisible();
  await page.reload();
  await expect(fields(page).getByRole('row', { name: /^3:0 RES0/ })).toBeVisible();
});

test('a register of 2048 bits stays usable', async ({ page }) => {
  await page.goto('/decode/z0/0x100000000000000000000000000000001');
  await expect(page.getByRole('switch', { name: /^bit 128\b/ })).toBeChecked();
  await expect(page.getByRole('switch')).toHaveCount(64);
  await page.getByRole('button', { name: '2047 … 160: all zero, show' }).click();
  await expect(page.getByRole('switch')).toHaveCount(2048);
});

for (const colours of ['light', 'dark'] as const)
  test(`nothing in the decoder fails WCAG AA, in ${colours} colours`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: colours });
    const places = ['/decode', '/decode/SCTLR_EL1/0x30d0180d', '/decode/ESR_EL1', '/decode/0x6030010810170000/zz'];
    for (const place of places) {
      await page.goto(place);
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${place}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    }
  });

test.describe('the panel of a real arm64 VM', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });

  test('fields are decoded, lit from both sides, and found by field and by feature', async ({ signedIn: page }) => {
    await page.getByRole('button', { name: 'Start lab:6.12:max', exact: true }).click();
    const host = page.getByRole('table', { name: 'Hosts' }).getByRole('row', { name: /^lab:6\.12:max lab/ });
    await expect(host).toContainText('ready', { timeout: 150_000 });
    const made = await page.request.post('/api/v1/hosts/lab:6.12:max/vms', { data: { vcpus: 2 } });
    const { vm } = (await made.json()) as { vm: string };
    await page.goto(`/hosts/lab:6.12:max/vms/${vm}`);

    for (const text of ['FEAT_LSE', 'Atomic', 'ID_AA64ISAR0_EL1.Atomic']) {
      await page.getByRole('searchbox', { name: 'Search registers' }).fill(text);
      await expect(page.getByRole('row', { name: /^ID_AA64ISAR0_EL1 Atomic/ })).toBeVisible();
    }
    await page.getByRole('row', { name: /^ID_AA64ISAR0_EL1 Atomic/ }).click();
    const panel = page.getByRole('complementary', { name: 'Register ID_AA64ISAR0_EL1' });
    const row = panel.getByRole('row', { name: /^23:20 Atomic/ });
    await expect(row).toContainText('FEAT_LSE');

    const strip = panel.getByRole('group', { name: 'Bits of the register' });
    await row.hover();
    await expect(strip.locator('[data-lit="23:20"]')).toBeVisible();
    await page.mouse.move(0, 0);
    await expect(strip.locator('[data-lit]')).toHaveCount(0);
    const box = await strip.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 4, (box?.y ?? 0) + 20);
    await expect(panel.getByRole('row', { name: /^63:60 RNDR/ })).toHaveAttribute('aria-selected', 'true');

    await panel.getByRole('button', { name: 'bin' }).click();
    await expect(row).toContainText(/0b00\d\d/);
    await panel.getByRole('link', { name: 'Open in the decoder' }).click();
    await expect(page).toHaveURL(/\/decode\/0x603000000013c030\/0x/);
  });

  test('where vCPUs differ, a person chooses whose value is decoded', async ({ signedIn: page }) => {
    const vms = page.getByRole('table', { name: 'Virtual machines' });
    await vms
      .getByRole('link', { name: /^lab:6\.12:max\// })
      .first()
      .click();
    await page.getByRole('searchbox', { name: 'Search registers' }).fill('MPIDR_EL1');
    await expect(page.getByText(/^1 of 3\d\d registers$/)).toBeVisible();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Register MPIDR_EL1' });
    const aff0 = panel.getByRole('row', { name: /^7:0 Aff0/ });
    await expect(aff0.getByRole('textbox')).toHaveValue('0x0');
    await expect(aff0).toContainText('differs between vCPUs');
    await panel.getByRole('radio', { name: 'vCPU 1' }).check();
    await expect(aff0.getByRole('textbox')).toHaveValue('0x1');
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    // The tests that follow start it themselves.
    await page.request.post('/api/v1/hosts/lab:6.12:max/stop');
  });
});

test('a catalogue that does not come says why, and is asked for again', async ({ page }) => {
  let refuse = true;
  await page.route('**/api/v1/catalogues', (route) => (refuse ? route.abort() : route.continue()));
  await page.goto('/decode/0x603000000013c030/0x200000');
  await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible();
  refuse = false;
  await page.getByRole('button', { name: 'Load the catalogue again' }).click();
  await expect(atomic(page)).toContainText('0x2');
});
