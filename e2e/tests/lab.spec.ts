import { expect, test } from '../regscope.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

test('from the sign-in link to every register of a real arm64 VM', async ({ page, server }) => {
  await page.goto(server.firstLink);
  await expect(page.getByRole('heading', { name: 'Hosts', level: 1 })).toBeVisible();
  expect(page.url()).not.toContain('#');

  await page.getByRole('button', { name: 'Start lab:6.12:max', exact: true }).click();
  const host = page.getByRole('table', { name: 'Hosts' }).getByRole('row', { name: /^lab:6\.12:max lab/ });
  await expect(host).toContainText('ready', { timeout: 150_000 });

  await page.getByRole('button', { name: 'New VM on lab:6.12:max', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'New VM on lab:6.12:max' });
  await expect(dialog.getByRole('spinbutton', { name: 'vCPUs' })).toHaveValue('2');
  await expect(dialog.getByRole('checkbox', { name: /Scalable Vector Extension/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Create VM' }).click();

  await expect(page.getByText(/^3\d\d registers$/)).toBeVisible();
  const grid = page.getByRole('grid', { name: 'Registers' });
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(350);
  await expect(grid.getByRole('row', { name: /^x0 0x6030000000100000 core/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^errors 0/ })).toBeVisible();
});

test('a pasted id finds its register, the panel takes it apart, and the link shows a colleague the same', async ({
  signedIn: page,
  context,
}) => {
  await page.getByRole('table', { name: 'Virtual machines' }).getByRole('link').first().click();
  await expect(page.getByRole('grid', { name: 'Registers' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('0x603000000013c020');
  await expect(page.getByText(/^1 of 3\d\d registers$/)).toBeVisible();
  await page.getByRole('row', { name: /ID_AA64PFR0_EL1/ }).click();
  const panel = page.getByRole('complementary', { name: /Register ID_AA64PFR0_EL1/ });
  await expect(panel.getByRole('table', { name: 'Fields of the id' }).getByRole('row', { name: /CRm/ })).toContainText(
    '0x4',
  );
  await expect(panel.getByRole('region', { name: 'Values' })).toContainText('vCPU 0–1');
  const el3 = panel.getByRole('grid', { name: 'Fields of the value' }).getByRole('row', { name: /15:12 EL3/ });
  await expect(el3).toContainText('NI');
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(colleague.getByRole('complementary', { name: /Register ID_AA64PFR0_EL1/ })).toBeVisible();
  await expect(colleague.getByText(/^1 of 3\d\d registers$/)).toBeVisible();
});

test('MPIDR_EL1 differs between the vCPUs, and both values are shown', async ({ signedIn: page }) => {
  await page.getByRole('table', { name: 'Virtual machines' }).getByRole('link').first().click();
  await page.getByRole('button', { name: /^differs/ }).click();
  const row = page.getByRole('row', { name: /MPIDR_EL1/ });
  await expect(row).toBeVisible();
  await page.getByRole('button', { name: 'per vCPU' }).click();
  await expect(page.getByRole('columnheader', { name: 'vCPU 1' })).toBeVisible();
  await expect(row.getByRole('gridcell', { name: /80000000/ }).first()).toBeVisible();
  await expect(row.getByRole('gridcell', { name: /80000001/ }).first()).toBeVisible();
});

test('running a vCPU once starts the VM, for every page that shows it', async ({ signedIn: page, context }) => {
  await page.getByRole('table', { name: 'Virtual machines' }).getByRole('link').first().click();
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  const head = (of: typeof page) => of.getByRole('region', { name: 'Virtual machine' });
  await expect(head(colleague)).toContainText('new');
  await page.getByRole('button', { name: 'Run once…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run vCPU 0 once' }).click();
  await expect(page.getByRole('dialog')).toContainText('KVM_EXIT_MMIO');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(head(page)).toContainText('started');
  await expect(head(colleague)).toContainText('started');
  await page.getByRole('searchbox', { name: 'Search registers' }).fill('pc');
  await expect(page.getByRole('row', { name: /^pc / })).toContainText('8000000');
});

test('a lab host that stops takes its VMs along, and the page that shows one says what became of it', async ({
  signedIn: page,
  context,
}) => {
  await page.getByRole('table', { name: 'Virtual machines' }).getByRole('link').first().click();
  await expect(page.getByRole('grid', { name: 'Registers' })).toBeVisible();
  const hosts = await context.newPage();
  await hosts.goto('/');
  await hosts.getByRole('button', { name: 'Stop lab:6.12:max', exact: true }).click();
  const question = hosts.getByRole('dialog', { name: 'Stop lab:6.12:max?' });
  await expect(question).toContainText(/It ends \d+ VMs?\./);
  await question.getByRole('button', { name: /^Stop and end/ }).click();
  await expect(
    hosts.getByRole('table', { name: 'Hosts' }).getByRole('row', { name: /^lab:6\.12:max lab/ }),
  ).toContainText('stopped');
  await expect(page.getByText('its host was stopped')).toBeVisible();
});

test('a lab host with more than its CPU model is started by ticking it', async ({ signedIn: page }) => {
  const form = page.getByRole('form', { name: 'Another lab host' });
  await form.getByRole('checkbox', { name: 'mte' }).check();
  await form.getByRole('button', { name: 'Start this lab host' }).click();
  const host = page.getByRole('table', { name: 'Hosts' }).getByRole('row', { name: /^lab:6\.12:max\+mte lab/ });
  await expect(host).toContainText('ready', { timeout: 100_000 });
  await page.getByRole('button', { name: 'New VM on lab:6.12:max+mte', exact: true }).click();
  await page.reload();
  const dialog = page.getByRole('dialog', { name: 'New VM on lab:6.12:max+mte' });
  await dialog.getByRole('checkbox', { name: /Memory tagging/ }).check();
  await dialog.getByRole('button', { name: 'Create VM' }).click();
  await expect(page.getByText(/^3\d\d registers$/)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('RGSR_EL1');
  await expect(page.getByRole('row', { name: /RGSR_EL1/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('row', { name: /RGSR_EL1/ })).toBeVisible();
  await page.request.post('/api/v1/hosts/lab:6.12:max+mte/stop');
});

test('another lab host is started by its parts, and what cannot be had is said in a sentence', async ({
  signedIn: page,
}) => {
  const form = page.getByRole('form', { name: 'Another lab host' });
  await form.getByRole('textbox', { name: 'CPU model' }).fill('max:x');
  await expect(form.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await form.getByRole('textbox', { name: 'CPU model' }).fill('pentium');
  await form.getByRole('button', { name: 'Start this lab host' }).click();
  await expect(form.getByRole('alert')).toContainText('pentium', { timeout: 30_000 });
  const host = page.getByRole('table', { name: 'Hosts' }).getByRole('row', { name: /^lab:6\.12:pentium lab/ });
  await expect(host).toContainText('unavailable');
});
