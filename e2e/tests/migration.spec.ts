import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../regscope.ts';
import { LAB } from '../vm-page.ts';
import { stopped } from '../vms.ts';

const few = 'arm64-6.12-max/1,arm64-6.16-max/1,arm64-7.1-max/1';
const matrix = `/migration?sources=${few}`;
const pair = '/migration?from=arm64-7.1-max/1&to=arm64-6.16-max/1';

const grid = (page: Page) => page.getByRole('grid', { name: 'Who loads where' });
const cell = (page: Page, from: string, to: string) =>
  grid(page).getByRole('link', { name: new RegExp(`^${from}/1 to ${to}/1: `.replaceAll('.', '\\.')) });
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function violations(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  return (await new AxeBuilder({ page }).withTags(tags).analyze()).violations;
}

test('who chose nothing sees all probed arm64 hosts at once', async ({ signedIn: page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Migration' }).click();
  await expect(page.getByText('Checking 484 pairs, both ways…')).toBeVisible();
  await expect(grid(page).getByRole('link')).toHaveCount(484, { timeout: 30_000 });
  const beyond = await grid(page).evaluate(({ parentElement: frame }) =>
    frame === null ? 0 : frame.scrollWidth - frame.clientWidth,
  );
  expect(beyond).toBe(0);
});

test('a cell says in words what it is, and opens on Enter; the way leads back', async ({ signedIn: page }) => {
  await page.goto(matrix);
  await cell(page, 'arm64-6.12-max', 'arm64-6.12-max').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 'arm64-7.1-max', 'arm64-6.16-max')).toBeFocused();
  const line = page.getByRole('paragraph').filter({ hasText: 'Linux 7.1.13 on max' });
  await expect(
    page.getByText(
      /^arm64-7\.1-max \(Linux 7\.1\.13 on max\) → arm64-6\.16-max \(Linux 6\.16\.12 on max\): would not load: \d stop it/,
    ),
  ).toBeVisible();
  await expect(line).toContainText(/after \d changes? before the first run it loads; and back: loads$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=arm64-7\.1-max\/1&to=arm64-6\.16-max\/1$/);
  await expect(part(page, 'There')).toContainText('would not load');
  await page.keyboard.press('Escape');
  await expect(cell(page, 'arm64-7.1-max', 'arm64-6.16-max')).toBeFocused();
  await cell(page, 'arm64-6.16-max', 'arm64-7.1-max').hover();
  await expect(page.getByText(/^arm64-6\.16-max \(.*\) → arm64-7\.1-max \(.*\): loads/)).toBeVisible();
});

test('a pair tells what stops it, where that stands, and what must change', async ({ signedIn: page }) => {
  await page.goto(pair);
  const stops = part(page, 'There').getByRole('table', { name: 'Stops it' });
  await expect(stops.getByRole('row').nth(1)).toContainText('EINVAL');
  await expect(stops.getByRole('row').nth(1)).toContainText(/before the first run/);
  const answer = part(page, 'Answer');
  await expect(answer.getByRole('row', { name: /^after \d changes? loads loads$/ })).toBeVisible();
  await expect(page.getByText('guest memory, and memory tags')).toBeVisible();
  const register = stops.getByRole('link').first();
  const name = (await register.innerText()).split('.')[0] ?? '';
  await register.click();
  await expect(page.getByRole('complementary', { name: `Register ${name}` })).toBeVisible();
});

test('the changes are staged on the page of the VM by a link', async ({ signedIn: page }) => {
  await page.goto(pair);
  const changes = part(page, 'What must change before the first run');
  await expect(changes.getByRole('listitem')).not.toHaveCount(0);
  await changes.getByRole('link', { name: /on the page of the VM$/ }).click();
  await expect(page).toHaveURL(/\/hosts\/arm64-7\.1-max\/vms\/1\?plan=.*tray=open/);
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText(/ID_AA64\w+_EL1/);
});

test('rules, order and sides stand in the address, and the link shows a colleague the same', async ({
  signedIn: page,
  context,
}) => {
  await page.goto(matrix);
  await page.getByRole('combobox', { name: 'Rules of' }).selectOption({ label: 'QEMU 10.2' });
  await page.getByRole('button', { name: 'by kernel' }).click();
  await page.getByRole('button', { name: '3 from, 3 to…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who moves, and where to' });
  await dialog.getByRole('searchbox', { name: 'Find VMs and hosts' }).fill('7.1');
  await dialog.getByRole('checkbox', { name: 'to arm64-7.1-max/1' }).uncheck();
  await dialog.getByRole('button', { name: 'Show 3 × 2' }).click();
  await expect(grid(page).getByRole('link')).toHaveCount(6);
  await expect(page).toHaveURL(/targets=arm64-6\.12-max\/1,arm64-6\.16-max\/1/);
  const words = await cell(page, 'arm64-7.1-max', 'arm64-6.16-max').locator('.hidden-text').innerText();
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(cell(colleague, 'arm64-7.1-max', 'arm64-6.16-max')).toHaveAccessibleName(words);
  await expect(colleague.getByRole('combobox', { name: 'Rules of' })).toHaveValue('qemu:10.2');
});

test('matrix and verdict are taken away as files', async ({ signedIn: page }) => {
  const save = async (name: string) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  await page.goto(matrix);
  await expect(grid(page)).toBeVisible();
  const csv = await save('CSV');
  expect(csv.text.split('\r\n')).toHaveLength(1 + 9 + 1);
  await page.goto(pair);
  await expect(part(page, 'There')).toBeVisible();
  const report = await save('Markdown');
  expect(report.name).toBe('arm64-7.1-max-1-to-arm64-6.16-max-1.md');
  expect(report.text).toContain('## Registers only');
  expect(JSON.parse((await save('JSON')).text).scope).toBe('registers only');
});

test('where only a trial tells, that is said of both ways', async ({ signedIn: page }) => {
  await page.goto('/migration?from=arm64-6.12-max/1&to=arm64-7.3-max-minimal/1');
  await expect(part(page, 'There')).toContainText(/only a trial tells.*No VM with just the features .* was probed/s);
  await expect(part(page, 'And back')).toContainText('not known before it got there');
});

test('what cannot be checked says why', async ({ signedIn: page }) => {
  await page.goto('/migration?sources=nowhere/1');
  await expect(page.getByRole('alert')).toContainText('nowhere');
  await page.goto('/migration?from=x86-64/1&to=arm64-7.1-max/1');
  await expect(page.getByRole('alert')).toContainText('share no registers');
});

test('a viewer reads why nothing is tried', async ({ page, server }) => {
  await page.goto(await server.newLink('--role', 'viewer', '--name', 'vera'));
  await page.getByRole('heading', { name: 'Hosts', level: 1 }).waitFor();
  await page.goto(pair);
  await expect(page.getByRole('button', { name: 'Try it' })).toHaveAccessibleDescription(/editor/);
});

test('a trial is called off while it goes on', async ({ signedIn: page }) => {
  // Never answered: whoever calls it off does not wait for the host.
  await page.route('**/api/v1/trials', () => {});
  await page.goto(pair);
  await page.getByRole('combobox', { name: 'Host of the trial' }).selectOption(LAB);
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Called off.')).toBeVisible();
});

test('a trial on a real kernel stands beside the forecast', async ({ signedIn: page, browser, session, server }) => {
  test.setTimeout(240_000);
  await page.goto('/migration?from=arm64-7.3-max/1&to=arm64-6.12-max/1');
  const host = page.getByRole('combobox', { name: 'Host of the trial' });
  await expect(host).toHaveValue('lab:6.12:max:trixie-backports');
  await host.selectOption(LAB);
  await page.getByRole('button', { name: 'Try it' }).click();
  const tried = page.getByRole('table', { name: 'Told and tried' });
  await expect(tried.getByRole('row', { name: 'PMMIR_EL1 ENOENT ENOENT as told' })).toBeVisible({ timeout: 200_000 });
  await expect(tried.getByRole('row', { name: /^ID_AA64MMFR3_EL1 EINVAL EINVAL as told/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await stopped([LAB], { browser, session, server });
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`nothing of it fails WCAG AA, in ${colorScheme} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme });
    for (const [at, ready] of [
      [matrix, 'grid'],
      [pair, 'article'],
      ['/migration?from=arm64-6.12-max/1&to=arm64-7.1-max/1', 'article'],
    ] as const) {
      await page.goto(at);
      await expect(page.getByRole(ready)).toBeVisible();
      if (ready === 'article') await expect(part(page, 'Answer')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    }
    await page.goto(matrix);
    await page.getByRole('button', { name: '3 from, 3 to…' }).click();
    await expect(page.getByRole('dialog', { name: 'Who moves, and where to' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
