import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, whyNoKvm } from '../regscope.ts';
import { api, newVm, registers, started, stopped, valuesOf, type Row } from '../vms.ts';
import { button, ISAR0, LAB, panel, place, table, tray } from '../vm-page.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

/** Newer registers need a newer machine: QEMU 11 of Debian's backports. */
const NEWEST = 'lab:7.3:max:trixie-backports';
const MMFR3 = '0x603000000013c03b';

/** Bits that the kernel calls writable and did not take. */
const announcedOnly = ({ mutability: { announced, mask } }: Row) =>
  BigInt(announced ?? 0) & ~BigInt(mask ?? announced ?? 0);

async function apply(page: Page): Promise<void> {
  await button(page, /^Apply…/).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Apply: / })
    .click();
  await expect(tray(page).getByRole('region', { name: 'Applied to this VM' })).toContainText('applied');
}

test.afterAll(async ({ browser, session, server }) => stopped([LAB, NEWEST], { browser, session, server }));

test('a field is staged, tried and applied, and all four vCPUs see it', async ({ signedIn: page, context }) => {
  await started(page, LAB);
  const vm = await newVm(page, LAB, 4);
  await page.goto(place(LAB, vm, `?reg=${ISAR0}`));
  await expect(tray(page)).toContainText('Nothing is staged.');
  await panel(page).getByRole('combobox', { name: 'Value of AES' }).selectOption('0x0');
  await expect(panel(page).getByRole('row', { name: /^7:4 AES/ })).toContainText('instead of PMULL');
  await expect(tray(page)).toContainText('1 write, seen by all 4 vCPUs');
  await expect(tray(page).getByRole('list', { name: /^Fields of ID_AA64ISAR0_EL1/ })).toContainText(/AES.*0x2.*0x0/);
  await expect(tray(page)).toContainText(/loads on .* of \d+ recorded hosts/, { timeout: 30_000 });
  await expect(page.getByRole('row', { name: /^staged, ID_AA64ISAR0_EL1/ })).toBeVisible();

  await button(page, /^Try/).click();
  await expect(tray(page).getByRole('region', { name: 'Tried on a scratch VM' })).toContainText('accepted');
  const held = await valuesOf(page, { host: LAB, vm, name: 'ID_AA64ISAR0_EL1' });
  expect(held.map((value) => BigInt(value ?? 0) & 0xf0n)).toEqual([0x20n, 0x20n, 0x20n, 0x20n]);

  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(tray(colleague)).toContainText('1 write');

  await apply(page);
  await expect(page).not.toHaveURL(/plan=/);
  const after = await valuesOf(page, { host: LAB, vm, name: 'ID_AA64ISAR0_EL1' });
  expect(after.map((value) => BigInt(value ?? 0) & 0xf0n)).toEqual([0n, 0n, 0n, 0n]);
  await expect(page.getByRole('row', { name: /^ID_AA64ISAR0_EL1.*changed$/ })).toBeVisible();

  await expect(tray(colleague)).toContainText('made from values that have changed');
  await expect(button(colleague, /^Apply…/)).toHaveAccessibleDescription(/the plan was made from 0x20/);
  await button(colleague, /^Restage/).click();
  await expect(tray(colleague)).toContainText('Nothing is staged.');
});

test('what was applied is in the audit log, and is taken back from there', async ({ signedIn: page }) => {
  const vm = await newVm(page, LAB, 2);
  const staged = await page.request.post(`${api(LAB, vm)}/plan/stage`, {
    data: { assignments: ['ID_AA64ISAR0_EL1.AES=0'], vcpu: null },
  });
  await page.request.post(`${api(LAB, vm)}/plan/apply`, { data: await staged.json() });
  await page.goto(`/audit?host=${LAB}&vm=${vm}`);
  await page.getByRole('button', { name: /^Undo… what was done to/ }).click();
  const dialog = page.getByRole('dialog', { name: `Undo on ${LAB}/${vm}` });
  await expect(dialog).toContainText('ID_AA64ISAR0_EL1');
  await dialog.getByRole('button', { name: 'Put the old values back' }).click();
  await expect(page.getByRole('row', { name: /undo\s+applied/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Undo… what was done to/ }).and(page.locator(':focus'))).toBeVisible();
  const values = await valuesOf(page, { host: LAB, vm, name: 'ID_AA64ISAR0_EL1' });
  expect(values.map((value) => BigInt(value ?? 0) & 0xf0n)).toEqual([0x20n, 0x20n]);
});

test('what a register gates leaves the list with it', async ({ signedIn: page }) => {
  await started(page, NEWEST);
  const vm = await newVm(page, NEWEST, 1);
  await page.goto(place(NEWEST, vm, `?q=TCR2_EL1&reg=${MMFR3}`));
  await expect(page.getByRole('row', { name: /^TCR2_EL1/ })).toBeVisible();
  await panel(page).getByRole('combobox', { name: 'Value of TCRX' }).selectOption('0x0');
  await button(page, /^Try/).click();
  await expect(tray(page).getByRole('list', { name: 'Moved with it' })).toContainText(/TCR2_EL1.*left the list/);
  await apply(page);
  await expect(tray(page).getByRole('list', { name: 'Moved with it' })).toContainText(/TCR2_EL1.*left the list/);
  await expect(page.getByRole('row', { name: /^TCR2_EL1/ })).toBeHidden();
});

test('a bit that the kernel announces and does not take is tried, and says why', async ({ signedIn: page }) => {
  const vm = await newVm(page, NEWEST, 1);
  const row = (await registers(page, NEWEST, vm)).find(
    (one) => one.name.startsWith('ID_AA64') && announcedOnly(one) !== 0n,
  );
  if (row === undefined) throw new Error('the panel knows no register with bits that are announced and not accepted');
  const bit = announcedOnly(row).toString(2).length - 1;
  await page.goto(place(NEWEST, vm, `?reg=${row.id}`));
  await expect(panel(page)).toContainText('Announced but not accepted');
  await panel(page)
    .getByRole('group', { name: 'Bits of the register' })
    .getByRole('switch', { name: new RegExp(`^bit ${bit}(,|$)`) })
    .press('Space');
  const known = tray(page).getByRole('region', { name: 'Known before' });
  await expect(known).toContainText(row.name);
  await button(page, /^Try/).click();
  const result = tray(page).getByRole('region', { name: 'Tried on a scratch VM' });
  await expect(result).toContainText('refused');
  await expect(result).toContainText('EINVAL');
  await result.getByRole('button', { name: 'Dismiss' }).click();
  await expect(result).toBeHidden();
});

test('what is typed is taken or refused with a sentence, and Esc takes nothing', async ({ signedIn: page }) => {
  const vm = await newVm(page, LAB, 2);
  await page.goto(place(LAB, vm, '?reg=0x6030000000100000'));
  await expect(panel(page)).toBeVisible();
  const typed = panel(page).getByRole('textbox', { name: 'Value of the register' });
  const type = async (text: string) => {
    await page.keyboard.press('F2');
    await expect(typed).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  for (const [text, because] of [
    ['0x10000000000000000', 'also sets bit 64'],
    ['-1', 'is negative'],
    ['1.5', 'is no number'],
    ['NaN', 'is no number'],
    ['ff', 'hexadecimal digits'],
  ] as const) {
    await type(text);
    await expect(panel(page).getByRole('alert').filter({ hasText: because })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/plan=/);
  }
  await type('0b1111111111111111111111111111111111111111111111111111111111111111');
  await expect(page).toHaveURL(/plan=6030000000100000\.ffffffffffffffff\.0\.ffffffffffffffff/);
  await expect(tray(page)).toContainText('2 writes, one per vCPU');
  await page.goto(place(LAB, vm, '?plan=6030000000100000.ffff'));
  await expect(tray(page)).toContainText('cannot be read');
  await button(page, /^Discard/).click();
  await expect(tray(page)).toContainText('Nothing is staged.');
});

test('a plan travels as a file: to a VM made later it is made anew, and what is no plan names the place', async ({
  signedIn: page,
}) => {
  const [from, to] = [await newVm(page, LAB, 1), await newVm(page, LAB, 1)];
  await page.goto(place(LAB, from, `?plan=${ISAR0.slice(2)}.f0.20.0`));
  await expect(tray(page)).toContainText('1 write');
  const download = page.waitForEvent('download');
  await button(page, /^Export/).click();
  const path = await (await download).path();
  await page.goto(place(LAB, to));
  await tray(page).getByLabel('Plan file').setInputFiles(path);
  const dialog = page.getByRole('dialog', { name: 'A plan for another VM' });
  await expect(dialog).toContainText(`${LAB}/${from}`);
  await dialog.getByRole('button', { name: `Restage onto ${to}` }).click();
  await expect(page).toHaveURL(/plan=603000000013c030\.f0\.20\.0$/);
  const broken = {
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"regscope plan"}'),
  };
  await tray(page).getByLabel('Plan file').setInputFiles(broken);
  await expect(page.getByRole('dialog', { name: 'The file was not imported' })).toContainText(/version/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('discard');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/plan=/);
  await page.goBack();
  await expect(tray(page)).toContainText('1 write');
});

test('keyboard alone: stage, try, apply, and undo on a second VM', async ({ signedIn: page }) => {
  const vm = await newVm(page, LAB, 4);
  await page.goto(place(LAB, vm));
  await expect(table(page)).toBeVisible();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('/');
  await page.keyboard.type('ID_AA64ISAR0_EL1');
  await expect(page.getByText(/^1 of 3\d\d registers$/)).toBeVisible();
  await press('Enter');
  const row = panel(page).getByRole('row', { name: /^7:4 AES/ });
  await expect(row).toBeVisible();
  for (let step = 0; step < 60 && !(await row.evaluate((element) => element === document.activeElement)); step++)
    await press((await panel(page).locator('tr:focus').count()) > 0 ? 'ArrowDown' : 'Tab');
  await press('F2');
  await expect(panel(page).getByRole('combobox', { name: 'Value of AES' })).toBeFocused();
  await press('Home', 'Enter');
  await expect(row).toBeFocused();
  await expect(tray(page)).toContainText('1 write');
  await press('t');
  await expect(tray(page).getByRole('region', { name: 'Tried on a scratch VM' })).toContainText('accepted');
  await expect(button(page, /^Apply…/)).not.toHaveAttribute('aria-disabled', 'true');
  await press('a');
  await expect(page.getByRole('dialog', { name: `Apply to ${LAB}/${vm}` })).toContainText('ID_AA64ISAR0_EL1');
  await press('Enter');
  const applied = tray(page).getByRole('region', { name: 'Applied to this VM' });
  await expect(applied).toContainText('applied');
  await expect(applied).toBeFocused();
  await press('u');
  await expect(page.getByRole('dialog', { name: `Undo on ${LAB}/${vm}` })).toContainText('ID_AA64ISAR0_EL1');
  await press('Enter');
  const takenBack = tray(page).getByRole('region', { name: 'Taken back' });
  await expect(takenBack).toContainText('applied');
  await expect(takenBack).toBeFocused();
  const values = await valuesOf(page, { host: LAB, vm, name: 'ID_AA64ISAR0_EL1' });
  expect(values.map((value) => BigInt(value ?? 0) & 0xf0n)).toEqual([0x20n, 0x20n, 0x20n, 0x20n]);
});

for (const colours of ['light', 'dark'] as const)
  test(`editors, tray and results do not fail WCAG AA, in ${colours} colours`, async ({ signedIn: page }) => {
    const vm = await newVm(page, LAB, 4);
    await page.emulateMedia({ colorScheme: colours });
    const scan = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    };
    const plan = `${ISAR0.slice(2)}.f0.20.0_6030000000100000.ffff.0.1234@2`;
    await page.goto(place(LAB, vm, `?reg=${ISAR0}&plan=${plan}`));
    await expect(tray(page)).toContainText('2 writes');
    await expect(tray(page)).toContainText(/loads on .* of \d+ recorded hosts/, { timeout: 30_000 });
    await scan('staged');
    await button(page, /^Try/).click();
    await expect(tray(page).getByRole('region', { name: 'Tried on a scratch VM' })).toBeVisible();
    await scan('tried');
    await button(page, /^Apply…/).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await scan('to be confirmed');
    await page.goto(place(LAB, vm, `?reg=${ISAR0}&plan=${ISAR0.slice(2)}.f0.10.0`));
    await expect(tray(page)).toContainText('STALE');
    await scan('refused');
    await page.goto(place('arm64-7.3-max', '1', `?reg=${ISAR0}`));
    await expect(panel(page).getByRole('combobox', { name: 'Value of AES' })).toBeVisible();
    await scan('a recording');
  });

test.describe('on this machine', () => {
  test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);

  test('of 64 vCPUs one gets a value of its own', async ({ signedIn: page }) => {
    const vm = await newVm(page, 'local', 64);
    const all = await registers(page, 'local', vm);
    const { id = '' } = all.find(({ name }) => name === 'IA32_PAT') ?? {};
    await page.goto(place('local', vm, `?reg=${id}`));
    await panel(page).getByRole('combobox', { name: 'Change the value of' }).selectOption('5');
    await panel(page).getByRole('combobox', { name: 'Value of PA0' }).selectOption('0x1');
    await expect(tray(page)).toContainText('1 write, of vCPU 5');
    await apply(page);
    const values = await valuesOf(page, { host: 'local', vm, name: 'IA32_PAT' });
    expect(values.filter((value) => value !== values[0])).toEqual([values[5]]);
    await page.keyboard.press('v');
    await expect(page.getByRole('button', { name: /^differs/ })).toContainText(/[1-9]/);
  });
});
