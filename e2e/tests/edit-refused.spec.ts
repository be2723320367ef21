import { expect, test } from '../regscope.ts';
import { api, newVm, started, stopped } from '../vms.ts';
import { button, ISAR0, LAB, panel, place, tray } from '../vm-page.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

test.beforeEach(async ({ signedIn: page }) => started(page, LAB));
test.afterAll(async ({ browser, session, server }) => stopped([LAB], { browser, session, server }));

test('once a vCPU has run, every control says why it is disabled, and the API answers 409', async ({
  signedIn: page,
  context,
}) => {
  const vm = await newVm(page, LAB, 2);
  await page.goto(place(LAB, vm, `?reg=${ISAR0}&plan=${ISAR0.slice(2)}.f0.20.0`));
  await expect(tray(page)).toContainText('1 write');
  const { target } = (await (
    await page.request.post(`${api(LAB, vm)}/plan/stage`, { data: { assignments: ['x0=1'], vcpu: 0 } })
  ).json()) as { target: object };
  const other = await context.newPage();
  await other.goto(place(LAB, vm));
  await other.getByRole('button', { name: 'Run once…' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Run vCPU 0 once' }).click();
  await expect(other.getByRole('dialog')).toContainText('KVM_EXIT');

  const because = /A vCPU has run: registers are changed before the first run only\./;
  await expect(tray(page)).toContainText(because);
  for (const name of [/^Try/, /^Apply…/, /^Import…/]) {
    await expect(button(page, name)).toHaveAttribute('aria-disabled', 'true');
    await expect(button(page, name)).toHaveAccessibleDescription(because);
  }
  const editors = panel(page).locator('[data-editor]');
  expect(await editors.count()).toBeGreaterThan(10);
  for (const editor of await editors.all()) {
    await expect(editor).toHaveAttribute('aria-disabled', 'true');
    await expect(editor).toHaveAccessibleDescription(because);
  }
  await expect(panel(page).getByRole('switch')).toHaveCount(0);

  const edits = [{ id: ISAR0, vcpu: null, mask: '0xf0', from: '0x20', to: '0x0' }];
  const refused = await page.request.post(`${api(LAB, vm)}/plan/apply`, {
    data: { format: 'regscope plan', version: 1, target, edits },
  });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({ code: 'VM_STARTED' });
});

test('a viewer sees the plan of an editor, and which role is missing', async ({ signedIn: page, browser, server }) => {
  const vm = await newVm(page, LAB, 2);
  const link = (await (await page.request.post('/api/v1/session/links', { data: { role: 'viewer' } })).json()) as {
    url: string;
  };
  const context = await browser.newContext({ baseURL: server.url });
  const viewer = await context.newPage();
  await viewer.goto(link.url);
  await expect(viewer.getByRole('heading', { name: 'Hosts', level: 1 })).toBeVisible();
  await viewer.goto(place(LAB, vm, `?reg=${ISAR0}&plan=${ISAR0.slice(2)}.f0.20.0`));
  const because = 'Changing registers needs the role editor; you are viewer.';
  await expect(tray(viewer).getByRole('list', { name: /^Fields of/ })).toContainText(/AES.*0x2.*0x0/);
  await expect(button(viewer, /^Apply…/)).toHaveAccessibleDescription(because);
  await expect(panel(viewer).getByRole('combobox', { name: 'Value of AES' })).toHaveAccessibleDescription(because);
  await context.close();
});

test('a recording stays as it is: changes to it are planned, weighed and exported, and never applied', async ({
  signedIn: page,
}) => {
  await page.goto(place('arm64-7.3-max', '1', `?reg=${ISAR0}`));
  await panel(page).getByRole('combobox', { name: 'Value of AES' }).selectOption('0x0');
  await expect(tray(page)).toContainText(/1 write/);
  await expect(tray(page)).toContainText(/loads on .* recorded hosts/, { timeout: 30_000 });
  await expect(button(page, /^Export/)).toBeEnabled();
  for (const name of [/^Try/, /^Apply…/]) {
    await expect(button(page, name)).toHaveAttribute('aria-disabled', 'true');
    await expect(button(page, name)).toHaveAccessibleDescription(/This is a recording/);
  }
});
