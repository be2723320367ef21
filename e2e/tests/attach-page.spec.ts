// What stands around attaching: being asked, who else sees it, where what was read can be used, and what stays of a VM that goes.
import { AxeBuilder } from '@axe-core/playwright';
import { attached, attachButton, head, opened, readLine, rowOf, type Vmm } from '../attach-vm.ts';
import { checkingVmm, whyNoCheckingVmm } from '../checking-vmm.ts';
import { expect, test, whyNoKvm } from '../regscope.ts';
import { panel, place, table } from '../vm-page.ts';

test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
test.skip(whyNoCheckingVmm !== '', whyNoCheckingVmm);

const QEMU = 'qemu-system-x86_64';
const CAPTURE = 'attached-one';

/** Other files want to find the page without captures of anybody. */
test.afterAll(async ({ browser, session, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  await context.addCookies(session);
  await context.request.delete(`/api/v1/captures/${CAPTURE}`);
  await context.close();
});

test('with the keyboard alone somebody attaches, and is not asked for that VMM again until they want to', async ({
  signedIn: page,
}) => {
  await using first = await checkingVmm({ vcpus: 2, name: QEMU });
  await using second = await checkingVmm({ vcpus: 2, name: QEMU });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await opened(page, first);
  await press('a');
  const dialog = page.getByRole('dialog', { name: new RegExp(`of QEMU \\(pid ${first.pid}\\)$`) });
  await expect(dialog).toContainText('The VM goes on unharmed');
  await expect(dialog.getByRole('button', { name: 'Attach', exact: true })).toBeFocused();
  await press('Escape');
  await expect(dialog).toHaveCount(0);
  await press('a', 'Tab', 'Tab', 'Space', 'Shift+Tab', 'Shift+Tab', 'Enter');
  await expect(table(page)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.goto('/');
  await opened(page, second);
  await expect(page.getByText('QEMU is attached to without asking.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask again' }).press('Enter');
  await press('a');
  await expect(page.getByRole('dialog')).toBeVisible();
  await press('Tab', 'Tab', 'Space', 'Escape', 'a', 'Enter');
  await expect(table(page)).toBeVisible();
});

test('who looks on sees that somebody else attached, and keeps the last reading of a VM that goes', async ({
  signedIn: page,
  context,
}) => {
  await using vmm = await checkingVmm({ vcpus: 8 });
  await expect(rowOf(page, vmm)).toContainText('not attached to');
  const list = await context.newPage();
  await list.goto('/');
  const name = await opened(page, vmm);
  await page.request.post(`/api/v1/hosts/local/vms/${name}/attach`, { data: {} });
  await expect(table(page)).toBeVisible();
  await expect(rowOf(list, vmm)).toContainText(/read \d\d:\d\d:\d\d/);

  await readLine(page).getByRole('button', { name: 'vCPU by vCPU' }).click();
  await expect(page.getByRole('table', { name: 'Stops' }).getByRole('columnheader')).toHaveCount(9);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await vmm.end();
  await expect(page.getByRole('alert')).toContainText('is gone', { timeout: 15_000 });
  await expect(page.getByRole('alert')).toContainText('What was read before stays here');
  await expect(head(page)).toContainText('gone');
  await expect(table(page)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Attach again/ })).toHaveAccessibleDescription('The VM is gone.');
  await expect(rowOf(list, vmm)).toHaveCount(0);
});

test('what was read can be captured, compared and looked up, and its process is a link away', async ({
  signedIn: page,
}) => {
  await using vmm = await checkingVmm({ vcpus: 2, name: QEMU });
  await using other = await checkingVmm({ vcpus: 2 });
  const unread = await nameOf(page, other);
  const name = await opened(page, vmm);
  await attached(page);
  await page.getByRole('link', { name: 'Process' }).click();
  await expect(page).toHaveURL(new RegExp(`/vms/${name}/process$`));
  await expect(page.getByRole('region', { name: 'Process' })).toContainText(`pid ${vmm.pid}`);
  await page.getByRole('link', { name: 'Registers' }).click();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to a host, VM or register' }).fill('again');
  await page.getByRole('option', { name: /^Attach again/ }).click();
  await expect(readLine(page)).toContainText(/over 2.* stops/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to a host, VM or register' }).fill('IA32_PAT');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('IA32_PAT');

  await page.getByRole('button', { name: 'Capture…' }).click();
  const dialog = page.getByRole('dialog', { name: `Capture local/${name}` });
  await expect(dialog).toContainText('The VM is not stopped again.');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(CAPTURE);
  await dialog.getByRole('button', { name: 'Capture', exact: true }).click();
  await dialog.getByRole('link', { name: 'Look at the recording' }).click();
  await expect(head(page)).toContainText('by attaching to the VM of another process');
  await expect(readLine(page)).toContainText('each of 2 vCPUs stood still');

  await page.goto(`/compare?of=local/${name},${CAPTURE}/1`);
  await expect(page.getByRole('status').filter({ hasText: /are the same/ })).toBeVisible();
  await page.getByLabel('Add').fill(`local/${unread}`);
  await expect(page.getByRole('button', { name: 'Add' })).toHaveAccessibleDescription(/has not attached to it/);
  await page.goto(place('local', unread));
  await expect(attachButton(page)).toBeVisible();
});

async function nameOf(page: Parameters<typeof rowOf>[0], vmm: Vmm): Promise<string> {
  return (await rowOf(page, vmm).getByRole('link').innerText()).replace('local/', '');
}
