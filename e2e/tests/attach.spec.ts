// Attaching to VMs of another process, native/tests/checking-vmm.c, which ends itself when anything of it was disturbed.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { checkingVmm, whyNoCheckingVmm } from '../checking-vmm.ts';
import { expect, test, whyNoKvm } from '../regscope.ts';
import { button, panel, table, tray } from '../vm-page.ts';
import { registers, valuesOf } from '../vms.ts';

type Vmm = Awaited<ReturnType<typeof checkingVmm>>;

test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
test.skip(whyNoCheckingVmm !== '', whyNoCheckingVmm);

/** Takes any value, and no guest of these uses it. */
const EDITED = { name: 'IA32_SYSENTER_EIP', id: '0x2030000200000176' };
const VALUE = '0xffffffff81000000';

const head = (page: Page) => page.getByRole('region', { name: 'Virtual machine' });
const attachButton = (page: Page) => page.getByRole('button', { name: /^Attach: / });

/** Its page, as somebody finds it in the list; answers with its name. */
async function opened(page: Page, { pid }: Vmm): Promise<string> {
  const link = page.getByRole('row', { name: new RegExp(`local/${pid}-`) }).getByRole('link');
  const name = (await link.innerText()).replace('local/', '');
  await link.click();
  await expect(page.getByText('Its registers have not been read.')).toBeVisible();
  return name;
}

/** To attach, and answers what is asked before. */
async function asked(page: Page): Promise<void> {
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).press('Enter');
}

async function attached(page: Page): Promise<void> {
  await asked(page);
  await expect(table(page)).toBeVisible();
}

/** Its threads found nothing changed since they ran last, and run. */
async function goesOn(vmm: Vmm): Promise<void> {
  const before = vmm.runs();
  expect(before).toEqual(expect.any(Number));
  await expect.poll(() => vmm.runs()).toBeGreaterThan(Number(before) + 10);
}

for (const vcpus of [1, 2, 8])
  for (const filter of ['none', 'allow'] as const)
    test(`a running VM with ${vcpus} vCPUs is attached to, and goes on (seccomp: ${filter})`, async ({
      signedIn: page,
    }) => {
      await using vmm = await checkingVmm({ vcpus, filter });
      const name = await opened(page, vmm);
      const whom = vcpus === 1 ? 'its vCPU' : `each of ${vcpus} vCPUs`;
      await expect(attachButton(page)).toHaveText(new RegExp(`^Attach: stops ${whom} for about 0.3 ms`));
      await attached(page);
      await expect(page.getByRole('region', { name: 'Reading' })).toContainText(
        new RegExp(`read .*${whom} stood still [≤ ]*\\d.* [µm]s`),
      );
      await expect(head(page)).toContainText('started');
      expect((await registers(page, 'local', name)).length).toBeGreaterThan(10);
      await goesOn(vmm);
      await page.keyboard.press('r');
      await expect(page.getByRole('region', { name: 'Reading' })).toContainText(/median .*p99 .* over \d.* stops/);
      await goesOn(vmm);
    });

test('what a seccomp filter forbids is refused with the reason, and an admin may do it all the same', async ({
  signedIn: page,
}) => {
  await using vmm = await checkingVmm({ vcpus: 2, filter: 'strict' });
  const name = await opened(page, vmm);
  await asked(page);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('a seccomp filter of the thread would end the VMM');
  await expect(alert).toContainText('reason=filtered');
  expect((await page.request.get(`/api/v1/hosts/local/vms/${name}/registers`)).status()).toBe(409);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await alert.getByRole('button', { name: 'Attach despite the filters…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('This can end the VMM and its guest.');
  await dialog.getByRole('button', { name: 'Attach despite the filters' }).click();
  await expect(table(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Reading' })).toContainText('despite its seccomp filters');
  await goesOn(vmm);
  // Nothing of that is remembered.
  await page.keyboard.press('r');
  await expect(alert).toContainText('reason=filtered');
  await expect(table(page)).toBeVisible();
  await goesOn(vmm);
});

test('who is no admin is told so instead, and who is no editor may not attach at all', async ({ browser, server }) => {
  await using vmm = await checkingVmm({ vcpus: 1, filter: 'strict' });
  for (const role of ['editor', 'viewer']) {
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    await page.goto(await server.newLink('--role', role, '--name', role));
    await page.getByRole('heading', { name: 'Hosts', level: 1 }).waitFor();
    await opened(page, vmm);
    if (role === 'viewer') {
      await expect(attachButton(page)).toHaveAccessibleDescription(/needs the role editor/);
      await page.keyboard.press('a');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    } else {
      await asked(page);
      const despite = page.getByRole('alert').getByRole('button', { name: 'Attach despite the filters…' });
      await expect(despite).toHaveAccessibleDescription(/needs the role admin/);
    }
    await context.close();
  }
});

test('a VM that waits is edited, tried and read back, and starts with what was written', async ({ signedIn: page }) => {
  test.skip(process.arch !== 'x64', `${EDITED.name} is a register of x86`);
  await using vmm = await checkingVmm({ vcpus: 2, begins: 'wait' });
  const name = await opened(page, vmm);
  await expect(attachButton(page)).toHaveText(/^Attach: the whole process stands still for a moment/);
  await attached(page);
  await page.goto(`/hosts/local/vms/${name}?reg=${EDITED.id}`);
  await panel(page).waitFor();
  await page.keyboard.press('F2');
  await panel(page).getByRole('textbox', { name: 'Value of RIP' }).fill(VALUE);
  await page.keyboard.press('Enter');
  await expect(tray(page)).toContainText('2 writes');
  await button(page, /^Try/).click();
  await expect(tray(page).getByRole('region', { name: 'Tried on a scratch VM' })).toContainText('accepted');
  await button(page, /^Apply…/).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Apply: / })
    .click();
  await expect(tray(page).getByRole('region', { name: 'Applied to this VM' })).toContainText('applied');
  await page.keyboard.press('r');
  expect(await valuesOf(page, { host: 'local', vm: name, name: EDITED.name })).toEqual([VALUE, VALUE]);
  vmm.start();
  await expect(head(page)).toContainText('started', { timeout: 15_000 });
  await expect(tray(page)).toContainText('A vCPU has run');
  await goesOn(vmm);
  await page.keyboard.press('r');
  expect(await valuesOf(page, { host: 'local', vm: name, name: EDITED.name })).toEqual([VALUE, VALUE]);
});
