import { expect, test, whyNoKvm } from '../regscope.ts';

test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);

test("a VM on this machine's own KVM is made, read, run and closed", async ({ signedIn: page }) => {
  await page.getByRole('button', { name: 'New VM on local' }).click();
  const dialog = page.getByRole('dialog', { name: 'New VM on local' });
  await dialog.getByRole('spinbutton', { name: 'vCPUs' }).fill('4');
  await dialog.getByRole('button', { name: 'Create VM' }).click();
  await expect(page.getByText(/^\d+ registers$/)).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('0x');
  await page.getByRole('button', { name: 'Run once…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run vCPU 0 once' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('region', { name: 'Virtual machine' })).toContainText('started');
  await page.getByRole('button', { name: /^Close VM/ }).click();
  await page.getByRole('button', { name: /for good$/ }).click();
  await expect(
    page.getByText('it was closed').or(page.getByRole('heading', { name: 'Hosts', level: 1 })),
  ).toBeVisible();
});

test('a VM of 64 vCPUs fits in the table', async ({ signedIn: page }) => {
  await page.goto('/?new=local');
  const dialog = page.getByRole('dialog', { name: 'New VM on local' });
  await dialog.getByRole('spinbutton', { name: 'vCPUs' }).fill('64');
  await dialog.getByRole('button', { name: 'Create VM' }).click();
  await page.getByRole('button', { name: 'per vCPU' }).click();
  await expect(page.getByRole('columnheader', { name: 'vCPU 0' })).toBeVisible();
  expect(Number(await page.getByRole('grid', { name: 'Registers' }).getAttribute('aria-colcount'))).toBeGreaterThan(64);
});

test('a killed KVM process is told, the server goes on, and a new VM can be made', async ({ signedIn: page }) => {
  await page.goto('/?new=local');
  await page.getByRole('dialog').getByRole('button', { name: 'Create VM' }).click();
  await expect(page.getByText(/^\d+ registers$/)).toBeVisible();
  const vms = (await (await page.request.get('/api/v1/vms')).json()) as { vms: { kind: string; pid: number | null }[] };
  const pid = vms.vms.find(({ kind }) => kind === 'owned')?.pid ?? 0;
  // 0 would be this process and all that belongs to it.
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
  await expect(page.getByText(/signal SIGKILL/).first()).toBeVisible();
  // The host is tried again a moment later, by whoever looks then.
  await expect(async () => {
    await page.goto('/?new=local');
    await page.getByRole('dialog').getByRole('button', { name: 'Create VM' }).click({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByText(/^\d+ registers$/)).toBeVisible();
});
