import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../regscope.ts';

const pair = '/baseline?hosts=arm64-7.1-max,arm64-7.3-max';
const three = '/baseline?hosts=arm64-7.3-neoverse-n1,arm64-7.3-neoverse-v1,arm64-7.3-cortex-a76';

const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const table = (page: Page) => page.getByRole('region', { name: 'Costs and values' });
const row = (page: Page, name: string) => table(page).getByRole('row', { name: new RegExp(`^${name} `) });
const verdict = (page: Page) => page.getByRole('status').filter({ hasText: /features stay/ });

test('hosts are chosen by the keyboard, and features fall away as they join', async ({ signedIn: page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Baseline' }).click();
  await expect(page.getByText('No host chosen.')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('7.3 max');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(verdict(page)).toContainText('One host, and all that it has. 1');
  await expect(verdict(page)).toContainText('none is lost');
  await page.getByRole('searchbox', { name: 'Find hosts' }).fill('7.1');
  await box(page, 'arm64-7.1-max').check();
  await expect(verdict(page)).toContainText(/One baseline suits all 2 hosts\. \d+ features stay, 1 is lost/);
  await expect(page).toHaveURL(/\/baseline\?hosts=arm64-7\.3-max,arm64-7\.1-max$/);
  await expect(row(page, 'FEAT_ATS1A')).toContainText('ID_AA64ISAR2_EL1.ATS1A');
});

test('a link shows the costs: whose they are, and what leaving a host out gives back', async ({ signedIn: page }) => {
  await page.goto(pair);
  await expect(row(page, 'FEAT_ATS1A').getByRole('cell')).toHaveText(['one host', 'costs it', 'has it']);
  await expect(row(page, 'ATS1A').getByRole('cell')).toHaveText(['0x0', '0', '1']);
  await table(page)
    .getByRole('button', { name: /^Leave out arm64-7\.1-max/ })
    .focus();
  await expect(page.getByText('Without arm64-7.1-max you would have FEAT_ATS1A.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/hosts=arm64-7\.3-max$/);
});

test('registers that only some list are told, and so is who would refuse them', async ({ signedIn: page }) => {
  await page.goto(pair);
  const rows = row(page, 'PMMIR_EL1');
  await expect(rows.first().getByRole('cell')).toHaveText(['VMs still have it', 'absent', 'listed']);
  await expect(row(page, 'forecast').getByRole('cell')).toHaveText(['not taken everywhere', 'refuses', 'takes']);
  await expect(rows.last().getByRole('cell')).toHaveText(['not listed there', 'refuses', '']);
});

test('real kernels answer beside the forecast', async ({ signedIn: page }) => {
  test.slow();
  await page.goto('/baseline?hosts=arm64-6.12-max,arm64-7.3-max');
  await expect(row(page, 'forecast')).toBeVisible();
  await page.getByRole('button', { name: 'Try on real kernels' }).click();
  await expect(row(page, 'tried').getByRole('cell')).toHaveText(['as forecast', 'refuses', 'changes'], {
    timeout: 120_000,
  });
});

test('what blocks stands before anything else, with what ends it', async ({ signedIn: page }) => {
  await page.goto(three);
  const blocks = page.getByRole('region', { name: /\d things block/ });
  await expect(blocks.getByRole('listitem').filter({ hasText: 'MIDR_EL1' })).toContainText(
    /only 0x414fd0c1 arm64-7\.3-neoverse-n1/,
  );
  await expect(verdict(page)).toContainText('No baseline suits all 3 hosts yet.');
  await blocks.getByRole('button', { name: 'VMs with writable-imp-id: ends 1' }).click();
  await expect(page).toHaveURL(/features=psci,pmu,gicv3,writable-imp-id/);
  await expect(blocks.getByText('MIDR_EL1')).toHaveCount(0);
  await blocks.getByRole('button', { name: /^Without arm64-7\.3-neoverse-v1: ends 3/ }).click();
  await expect(blocks).toHaveCount(0);
  await expect(verdict(page)).toContainText('One baseline suits all 2 hosts.');
});

test('a host that cannot be chosen says why', async ({ signedIn: page }) => {
  await page.goto('/baseline');
  await expect(box(page, 'x86-64')).toHaveAccessibleDescription(/ID registers, which x86-64 does not have/);
  await page.goto('/baseline?hosts=nowhere');
  await expect(page.getByRole('alert')).toContainText('no recorded host');
});

test('it is exported for other programs, and what a format cannot hold is said', async ({ signedIn: page }) => {
  await page.goto('/baseline?hosts=arm64-6.12-max,arm64-7.3-max');
  const save = async (name: string) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('group', { name: 'Export' }).getByRole('button', { name, exact: true }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  const template = await save('Firecracker');
  expect([template.name, JSON.parse(template.text).kvm_capabilities]).toEqual([
    'baseline-firecracker.json',
    ['170', '171', '172'],
  ]);
  await expect(page.getByText(/^left open: ID_AA64MMFR2_EL1\.NV/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Host of the plan' }).selectOption('arm64-7.3-max');
  expect((await save('Plan for')).name).toBe('baseline-arm64-7.3-max.plan.json');
  expect((await save('QEMU')).text).toContain('SYSREG_ID_AA64MMFR3_EL1_SCTLRX=0x0');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`nothing of it fails WCAG AA, in ${colorScheme} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme });
    for (const at of ['/baseline', three, `${pair}&all=1`]) {
      await page.goto(at);
      await expect(at === '/baseline' ? page.getByText('No host chosen.') : table(page)).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations).toEqual([]);
    }
  });
