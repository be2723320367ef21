import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../regscope.ts';

test.describe.configure({ mode: 'serial' });

/** A capture of one register, as its file. */
const small = (value: string) =>
  JSON.stringify({
    format: 'regscope capture',
    version: 1,
    made: { at: '2026-11-22T21:00:00.000Z', by: 'regscope 0.1.0' },
    host: {
      name: 'lab:6.12:max',
      kind: 'lab',
      arch: 'arm64',
      kernel: '6.12.107',
      cpu: 'max',
      capabilities: {},
      offered: [],
    },
    vm: { vcpus: 2, features: ['psci'], phase: 'new', vmm: 'regscope' },
    registers: [{ id: '0x603000000013c030', value }],
    announced: null,
    probe: null,
  });
const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });

const table = (page: Page) => page.getByRole('table', { name: 'Captures' });
const row = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const uploads = (page: Page) => page.getByRole('list', { name: 'Uploads' });
const notices = (page: Page) => page.getByRole('status', { name: 'Notices' });

async function open(page: Page) {
  await page.goto('/captures');
  await expect(page.getByRole('button', { name: 'Upload…' })).toBeVisible();
}

test('the page tells how to come to a capture, and shipped ones say why they stay as they are', async ({
  signedIn: page,
}) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Captures' }).click();
  await expect(page.getByText('or drop a file on this page')).toBeVisible();
  const remove = row(page, 'x86-64').getByRole('button', { name: 'Delete x86-64' });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(remove).toHaveAccessibleDescription(/ships with regscope/);
  await expect(row(page, 'x86-64').getByRole('button', { name: 'Rename x86-64' })).toHaveAccessibleDescription(
    /upload it under another name/,
  );
  await row(page, 'x86-64').getByRole('link', { name: 'x86-64', exact: true }).focus();
  await page.keyboard.press('Delete');
  await expect(notices(page)).toContainText('x86-64: It ships with regscope');
  expect((await page.request.delete('/api/v1/captures/x86-64')).status()).toBeGreaterThanOrEqual(400);
});

test('of several files the good are kept, the broken is refused with its sentence, a taken name gets another', async ({
  signedIn: page,
}) => {
  await open(page);
  const input = page.getByLabel('Capture files');
  await input.setInputFiles([
    file('my host (1).json', small('0x1')),
    file('broken.json', '{"format":"regscope capture","version":1,"made":7}'),
    file('second.json', small('0x2')),
  ]);
  await expect(row(page, 'my-host-1')).toContainText('6.12.107');
  await expect(row(page, 'second')).toContainText('yours');
  await expect(uploads(page).getByRole('alert')).toContainText(/broken.*Nothing of it was kept.*BAD_CAPTURE/);
  await expect(row(page, 'broken')).toHaveCount(0);

  await input.setInputFiles([file('second.json', small('0x3'))]);
  await expect(uploads(page).getByText('there is a capture second already')).toBeVisible();
  const other = page.getByRole('textbox', { name: 'Another name for second' });
  await expect(other).toHaveValue('second-2');
  await other.press('Enter');
  await expect(row(page, 'second-2')).toBeVisible();
  await row(page, 'second-2').getByRole('link', { name: 'second-2', exact: true }).click();
  await expect(page.getByRole('row', { name: /ID_AA64ISAR0_EL1.*0x0*3/ })).toBeVisible();
});

test('a file that is dropped anywhere on the page is kept', async ({ signedIn: page }) => {
  await open(page);
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dropped.json'));
    return transfer;
  }, small('0x4'));
  await page.dispatchEvent('main', 'dragover', { dataTransfer: dropped });
  await expect(page.getByText('Drop the files to keep them')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  await expect(row(page, 'dropped')).toBeVisible();
  await expect(page.getByText('Drop the files to keep them')).toBeHidden();
});

test('a file that is too large is refused before it is sent', async ({ signedIn: page }) => {
  await open(page);
  await page.getByLabel('Capture files').setInputFiles([file('large.json', 'x'.repeat((32 << 20) + 1))]);
  await expect(uploads(page).getByRole('alert')).toContainText('a capture has at most 32.0 MiB');
});

test('what is downloaded is what was uploaded', async ({ signedIn: page }) => {
  await open(page);
  const fetchOf = async (name: string) => {
    const coming = page.waitForEvent('download');
    await row(page, name)
      .getByRole('link', { name: `Download ${name}` })
      .click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`${name}.json`);
    return readFile(await download.path(), 'utf8');
  };
  const written = await fetchOf('x86-64');
  await page.getByLabel('Capture files').setInputFiles([file('copy.json', written)]);
  await expect(row(page, 'copy')).toBeVisible();
  expect(await fetchOf('copy')).toBe(written);
});

test('keyboard alone: find a capture, rename it, delete it, undo, and open it', async ({ signedIn: page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('captures');
  await page.keyboard.press('Enter');
  await expect(row(page, 'dropped')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('yours');
  await expect(page).toHaveURL(/q=yours/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'copy', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'dropped', exact: true })).toBeFocused();

  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'New name of dropped' });
  await expect(field).toBeFocused();
  await page.keyboard.type('a b');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('"a b" is no name for a capture');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'dropped', exact: true })).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('renamed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'renamed', exact: true })).toBeFocused();

  await page.keyboard.press('Delete');
  await expect(row(page, 'renamed')).toHaveCount(0);
  await expect(notices(page)).toContainText('renamed was deleted.');
  await page.keyboard.press('Delete');
  await expect(notices(page).getByRole('button')).toHaveCount(2);
  await notices(page).getByRole('button', { name: 'Undo deleting renamed' }).press('Enter');
  await expect(page.getByRole('link', { name: 'renamed', exact: true })).toBeFocused();
  await page.keyboard.press('u');
  await expect(notices(page).getByRole('button')).toHaveCount(0);
  await expect(row(page, 'second-2')).toBeVisible();
  await page.getByRole('link', { name: 'renamed', exact: true }).press('Enter');
  await expect(page).toHaveURL(/\/hosts\/renamed\/vms\/1/);
});

test('a way to undo stays while it has the focus, and goes by itself otherwise', async ({ signedIn: page }) => {
  await open(page);
  await page.clock.install();
  await row(page, 'renamed').getByRole('button', { name: 'Delete renamed' }).click();
  const undo = notices(page).getByRole('button', { name: 'Undo deleting renamed' });
  await undo.focus();
  await page.clock.runFor(20_000);
  await expect(undo).toBeVisible();
  await undo.blur();
  await page.clock.runFor(11_000);
  await expect(undo).toBeHidden();
});

test('captures are sorted and filtered by architecture, and the address keeps both', async ({ signedIn: page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Size' }).click();
  await page.getByRole('button', { name: 'Size' }).click();
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending');
  await page
    .getByRole('group', { name: 'Architecture' })
    .getByRole('button', { name: /^x86-64/ })
    .click();
  await expect(page).toHaveURL(/arch=x86-64/);
  await page.reload();
  await expect(row(page, 'x86-64')).toBeVisible();
  await expect(row(page, 'second')).toHaveCount(0);
});

test('between two shipped kernels the timeline tells what appeared, and leads to the register', async ({
  signedIn: page,
}) => {
  await page.goto('/timeline?from=arm64-6.12-max&to=arm64-7.3-max');
  const changes = page.getByRole('table', { name: 'Changes' });
  await expect(changes.getByRole('rowheader', { name: 'PMMIR_EL1' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('combobox', { name: 'From' })).toHaveValue('arm64-6.12-max');
  const coming = page.waitForEvent('download');
  await page.getByRole('searchbox', { name: 'Search changes' }).fill('appeared pmmir');
  await expect(page).toHaveURL(/q=appeared/);
  await expect(changes.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Save CSV' }).click();
  const lines = (await readFile(await (await coming).path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe('change,register,id,arm64-6.12-max,arm64-7.3-max');
  expect(lines[1]).toMatch(/^appeared,PMMIR_EL1,0x[0-9a-f]{16},,listed$/);

  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(page).toHaveURL(/from=arm64-7.3-max&to=arm64-6.12-max/);
  await page.getByRole('searchbox', { name: 'Search changes' }).fill('vanished pmmir');
  await changes.getByRole('link', { name: 'listed PMMIR_EL1 on arm64-7.3-max' }).click();
  await expect(page).toHaveURL(/\/hosts\/arm64-7.3-max\/vms\/1\?reg=0x/);
  await expect(page.getByRole('complementary', { name: /PMMIR_EL1/ })).toBeVisible();
});

test('by itself the timeline compares neighbours, a step of the strip compares its ends, and what cannot be compared says why', async ({
  signedIn: page,
}) => {
  await page.goto('/captures');
  await page.getByRole('link', { name: 'From kernel to kernel' }).click();
  const strip = page.getByRole('list', { name: /^Kernels of max/ });
  await strip
    .getByRole('link', { name: /^6\.1\.0.* to 6\.12/ })
    .first()
    .press('Enter');
  await expect(page).toHaveURL(/from=arm64-6.1-max&to=arm64-6.12-max/);
  await expect(strip.getByRole('link', { name: /^6\.1\.0.* appeared/ })).toBeVisible({ timeout: 30_000 });
  await page.goto('/timeline?from=x86-64&to=arm64-7.3-max');
  await expect(page.getByText('they share no registers')).toBeVisible();
  await page.goto('/timeline?from=second&to=arm64-7.3-max');
  await expect(page.getByText('second was not probed')).toBeVisible();
  await page.goto('/timeline?from=nobody&to=arm64-7.3-max');
  await expect(page.getByText('There is no capture nobody')).toBeVisible();
});

test('on the page of hosts recordings stand apart: they are looked at, and nothing is made there', async ({
  signedIn: page,
}) => {
  const fold = page.getByRole('button', { name: /^Recorded/ });
  const recorded = page.getByRole('table', { name: 'Recorded hosts' });
  await expect(fold).toBeVisible();
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.press('Enter');
  await expect(recorded.getByRole('row', { name: /^second / })).toContainText('recorded 2026-11-22 on lab:6.12:max');
  await expect(recorded.getByRole('button')).toHaveCount(0);
  await expect(
    page.getByRole('table', { name: 'Hosts', exact: true }).getByRole('rowheader', { name: 'second' }),
  ).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Virtual machines' }).getByRole('row', { name: /second/ })).toHaveCount(
    0,
  );
  await page.reload();
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await fold.press('Enter');
  await page.reload();
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await fold.press('Enter');
  await recorded.getByRole('link', { name: 'second', exact: true }).click();
  await expect(page).toHaveURL(/\/hosts\/second\/vms\/1/);
});

for (const colours of ['light', 'dark'] as const)
  test(`nothing on the pages fails WCAG AA, in ${colours} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme: colours });
    // High enough for all rows: half a row below the head of the table is no target of 24 pixels.
    await page.setViewportSize({ width: 1280, height: 1600 });
    const check = async (place: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${place}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    };
    await page.getByRole('button', { name: /^Recorded/ }).click();
    await check('hosts');
    await page.goto('/captures?q=nothing-fits');
    await expect(page.getByText('No capture fits.')).toBeVisible();
    await check('none fits');
    await open(page);
    await page
      .getByLabel('Capture files')
      .setInputFiles([
        file('second.json', small('0x1')),
        file('broken.json', 'x'),
        file(`${colours}.json`, small('0x1')),
      ]);
    await expect(row(page, colours)).toBeVisible();
    await row(page, colours)
      .getByRole('button', { name: `Delete ${colours}` })
      .click();
    await expect(notices(page)).toContainText('deleted');
    await row(page, 'second').getByRole('button', { name: 'Rename second', exact: true }).click();
    await check('captures');
    await page.goto('/timeline?from=arm64-6.1-max&to=arm64-7.3-max');
    await expect(page.getByRole('table', { name: 'Changes' })).toBeVisible({ timeout: 30_000 });
    await check('timeline');
  });
