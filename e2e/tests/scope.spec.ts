import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, whyNoKvm } from '../regscope.ts';

const VM = '/hosts/arm64-7.3-max/vms/1';
const PMCR = '0x603000000013dce0';
const CTR = '0x603000000013d801';

const grid = (page: Page) => page.getByRole('grid', { name: 'Registers' });
const counted = (page: Page, text: RegExp) => expect(page.getByText(text)).toBeVisible();
/** How many registers a chip of the filter says it leaves. */
const left = async (page: Page, name: RegExp) =>
  Number((await page.getByRole('button', { name }).textContent())?.match(/\d+$/)?.[0]);
const section = (page: Page) => page.getByRole('region', { name: 'Scope and writing' });

test('a recording says where it was made, and offers nothing that would change it', async ({ signedIn: page }) => {
  await page.goto(VM);
  const head = page.getByRole('region', { name: 'Virtual machine' });
  await expect(head).toContainText(/recorded 20\d\d-\d\d-\d\d on lab:7\.3:max/);
  await expect(head.getByRole('button')).toHaveCount(0);
  await page.goto(`${VM}?capture=probe`);
  await counted(page, /^366 registers$/);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a badge tells whose a register is, and on what that rests, under the pointer and under the focus', async ({
  signedIn: page,
}) => {
  await page.goto(`${VM}?q=CTR_EL0`);
  const badge = page.getByRole('row', { name: /^CTR_EL0/ }).getByRole('button', { name: 'VM' });
  await badge.hover();
  await expect(page.getByRole('tooltip')).toContainText(/Probed.*Linux 7\.3/);
  await page.mouse.move(5, 5);
  await expect(page.getByRole('tooltip')).toBeHidden();
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toBeFocused();
  await badge.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tooltip')).toContainText('after it, through every vCPU: no bit');
  await page.keyboard.press('Shift+Tab');
  await expect(badge).toHaveAccessibleDescription(/Probed/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toBeHidden();
  await expect(page).toHaveURL(/q=CTR_EL0/);
});

test('what rests on the source is told apart, with its citation', async ({ signedIn: page }) => {
  await page.goto(`${VM}?q=MIDR_EL1`);
  const badge = page.getByRole('row', { name: /^MIDR_EL1/ }).getByRole('button', { name: 'VM by the source' });
  await badge.hover();
  await expect(page.getByRole('tooltip')).toContainText('struct kvm_arch.midr_el1');
});

test('the filters narrow the table, by pointer and by key, and the link keeps them', async ({ signedIn: page }) => {
  await page.goto(VM);
  await counted(page, /^366 registers$/);
  const [shared, mixed, frozen] = [await left(page, /^VM/), await left(page, /^mixed/), await left(page, /^frozen/)];
  await page.getByRole('button', { name: /^VM/ }).click();
  await counted(page, new RegExp(`^${shared} of 366 registers$`));
  await page.getByRole('button', { name: /^mixed/ }).click();
  await counted(page, new RegExp(`^${shared + mixed} of 366 registers$`));
  await grid(page).focus();
  await page.keyboard.press('f');
  await counted(page, new RegExp(`^${frozen} of 366 registers$`));
  expect(frozen).toBeGreaterThan(20);
  await page.reload();
  await expect(page.getByRole('button', { name: /^frozen after start/ })).toHaveAttribute('aria-pressed', 'true');
  await counted(page, new RegExp(`^${frozen} of 366 registers$`));
  await page.goto(`${VM}?differs=1`);
  await counted(page, /^3 of 366 registers$/);
  await page.keyboard.press('w');
  await expect(page).toHaveURL(/differs=1&writable=1/);
});

test('the panel shows the three masks of CTR_EL0, and where announced and accepted part', async ({
  signedIn: page,
}) => {
  await page.goto(`${VM}?reg=${CTR}`);
  await expect(section(page)).toContainText('One for the whole VM');
  await expect(section(page)).toContainText('Accepted before 5 of 64 bits');
  await expect(section(page)).toContainText('0x30044004');
  await expect(section(page)).toContainText('Accepted after no bit');
  await expect(section(page)).toContainText('0x300fc00f');
  await expect(section(page)).toContainText('Announced but not accepted: bits 0–1, 3, 15–17, 19.');
});

test('PMCR_EL0 is mixed: N is the VM’s, the rest each vCPU’s', async ({ signedIn: page }) => {
  await page.goto(`${VM}?reg=${PMCR}`);
  await expect(section(page)).toContainText('mixed');
  const fields = page.getByRole('grid', { name: 'Fields of the value' });
  await expect(fields.getByRole('columnheader', { name: 'Scope' })).toBeVisible();
  await expect(fields.getByRole('row', { name: /15:11 N VM/ })).toBeVisible();
  await expect(fields.getByRole('row', { name: /0 E vCPU/ })).toBeVisible();
  await page.goto(`${VM}?reg=${CTR}`);
  await expect(fields).toBeVisible();
  await expect(fields.getByRole('columnheader', { name: 'Scope' })).toBeHidden();
});

test('the scope view answers at a glance, for as many vCPUs as somebody asks', async ({ signedIn: page }) => {
  await page.goto(VM);
  await counted(page, /^366 registers$/);
  const [shared, host] = [await left(page, /^VM/), await left(page, /^host/)];
  await page.keyboard.press('s');
  await expect(page.getByText(`${shared} of 366 registers are VM-wide`)).toBeVisible();
  const writes = page.getByRole('table', { name: 'Writes to restore the VM' });
  const sums = (vcpus: number) => {
    const [unaware, aware] = [366 * vcpus, shared + (366 - shared - host) * vcpus];
    return [unaware, aware, unaware - aware].map((count) => count.toLocaleString('en-US')).join('');
  };
  await expect(writes.getByRole('row', { name: /this VM/ })).toContainText(sums(2));
  await page.getByRole('spinbutton', { name: 'vCPUs' }).fill('8');
  await expect(writes.getByRole('row', { name: /^8/ })).toContainText(sums(8));
  await expect(page).toHaveURL(/n=8/);
  await page.getByRole('spinbutton', { name: 'vCPUs' }).fill('600');
  await expect(page.getByText('1 to 512')).toBeVisible();
  const wide = page.getByRole('region', { name: 'VM-wide registers' });
  for (const title of [/^Firmware 5/, /^Identity of the CPU 4/, /^ID registers/, /^PMU 2/, /^Counters 2/])
    await expect(wide.getByRole('heading', { name: title })).toBeVisible();
  await expect(wide.getByText('PMCR_EL0: N')).toBeVisible();
  const classes = page.getByRole('table', { name: 'Registers by class and scope' });
  await classes
    .getByRole('row', { name: /^fw-feat-bmap/ })
    .getByRole('link')
    .first()
    .click();
  await counted(page, /^4 of 366 registers$/);
});

test('the palette leads to the scope view, and from there to a register', async ({ signedIn: page }) => {
  await page.goto(VM);
  await counted(page, /^366 registers$/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('scope');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\d+ of 366 registers are VM-wide$/)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('PMCR_EL0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Register PMCR_EL0' })).toBeVisible();
});

for (const colours of ['light', 'dark'] as const)
  test(`nothing of it fails WCAG AA, in ${colours} colours`, async ({ signedIn: page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: colours });
    for (const place of [`${VM}?scope=vm,host&reg=${PMCR}`, `${VM}?columns=vcpus&reg=${CTR}`, `${VM}/scope`]) {
      await page.goto(place);
      await expect(page.getByText(/366 registers/).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${place}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    }
  });

test.describe('on this machine', () => {
  test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
  test.setTimeout(180_000);

  test('a capture with a probe turns what the source says into what was tried', async ({ signedIn: page }) => {
    const made = await page.request.post('/api/v1/hosts/local/vms', { data: { vcpus: 2 } });
    const { vm } = (await made.json()) as { vm: string };
    await page.goto(`/hosts/local/vms/${vm}`);
    await page.getByRole('button', { name: 'Capture…' }).click();
    const dialog = page.getByRole('dialog', { name: `Capture local/${vm}` });
    await dialog.getByRole('checkbox', { name: 'Probe what such a VM takes' }).check();
    const name = dialog.getByRole('textbox', { name: 'Name' });
    await name.fill('x86-64');
    await expect(dialog.getByRole('button', { name: 'Capture and probe' })).toHaveAccessibleDescription(
      'There is a capture of this name already.',
    );
    await name.fill(`probed-${vm}`);
    await dialog.getByRole('button', { name: 'Capture and probe' }).click();
    await expect(dialog.getByRole('status').first()).toContainText(`Kept as probed-${vm}`, { timeout: 150_000 });
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(page).not.toHaveURL(/capture=/);
    await page.getByRole('button', { name: /^VM \d/ }).click();
    await grid(page).getByRole('button', { name: 'VM', exact: true }).first().hover();
    await expect(page.getByRole('tooltip')).toContainText(/Probed, .*local/);
    await page.goto(`/hosts/probed-${vm}/vms/1`);
    await expect(page.getByRole('region', { name: 'Virtual machine' })).toContainText('on local');
  });
});
