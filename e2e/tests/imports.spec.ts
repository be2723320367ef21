import { readFile } from 'node:fs/promises';
import { expect, test } from '../regscope.ts';

/** A small file that packages/captures builds and keeps. */
const golden = (name: string) =>
  readFile(new URL(`../../packages/captures/src/golden/import/${name}`, import.meta.url));

test('a snapshot of Firecracker is kept as it is, shows its registers, and says where it came from', async ({
  signedIn: page,
}) => {
  await page.goto('/captures');
  const buffer = await golden('firecracker-1.14.vmstate');
  const upload = { name: 'fc.vmstate', mimeType: 'application/octet-stream', buffer };
  await page.getByLabel('Capture files').setInputFiles([upload]);
  const link = page.getByRole('link', { name: 'fc.vmstate', exact: true });
  const row = page.getByRole('table', { name: 'Captures' }).getByRole('row').filter({ has: link });
  await expect(row).toContainText('Firecracker snapshot 8.0.0');
  await row.getByRole('link', { name: 'fc.vmstate', exact: true }).click();
  await expect(page.getByRole('row', { name: /ID_AA64PFR0_EL1.*0x1101.?0000.?1111.?0112/ })).toBeVisible();
  const origin = /^imported .* from fc\.vmstate, Firecracker snapshot 8\.0\.0$/;
  await expect(page.getByText(origin)).toBeVisible();
  const head = page.getByRole('region', { name: 'Virtual machine' });
  await expect(head.getByRole('link', { name: 'Scope' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('searchbox', { name: 'Search registers' }).fill('zcr_el1');
  await expect(page.getByText('ZCR_EL1 is not listed by this VM.')).toBeVisible();
  await page.getByRole('link', { name: 'What ZCR_EL1 is' }).click();
  await expect(page).toHaveURL(/\/decode\/zcr_el1$/);
});

test('a stream that was cut is refused with the place and with what was expected there', async ({ signedIn: page }) => {
  await page.goto('/captures');
  const buffer = (await golden('qemu.mig')).subarray(0, 500);
  await page
    .getByLabel('Capture files')
    .setInputFiles([{ name: 'cut.mig', mimeType: 'application/octet-stream', buffer }]);
  await expect(page.getByRole('list', { name: 'Uploads' }).getByRole('alert')).toContainText(
    'cut.mig, taken for a QEMU migration stream, offset 0x1f4: expected the description of the layout',
  );
});
