import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addLines, attempt, result } from '../log-lines.ts';
import { expect, test, whyNoKvm } from '../regscope.ts';
import { stopped } from '../vms.ts';

test.afterAll(async ({ browser, session, server }) => stopped([], { browser, session, server }));

test.describe.configure({ mode: 'serial' });

const table = (page: Page) => page.getByRole('table', { name: 'Audit log' });
const rows = (page: Page) => table(page).getByRole('row');

test('comings and goings are there, and the log is whole', async ({ signedIn: page }) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Audit' }).click();
  await expect(rows(page).filter({ hasText: 'signed in' }).first()).toContainText('session ');
  await expect(rows(page).last()).toContainText('began to serve');
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await expect(page.getByText(/\d+ lines?, chain whole$/)).toBeVisible();
});

test('an attempt is one row with its result; opened, it shows what was there, wanted and stored', async ({
  signedIn: page,
  server,
}) => {
  const [one, two, open] = [attempt('one'), attempt('two', { vm: '2' }), attempt('three', { action: 'try' })];
  const refused = two.writes.map((write) => ({ ...write, stored: '0x21', errno: write.vcpu === 1 ? 'EINVAL' : null }));
  const because = 'KVM_SET_ONE_REG answered EINVAL on vCPU 1';
  addLines(server.data, [
    one,
    result(one),
    two,
    result(two, { outcome: 'rolled back', message: because, writes: refused }),
  ]);
  addLines(server.data, [open]);
  // Other tests have left attempts of their own in the log.
  await page.goto('/audit?kind=attempt&who=alice');
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).nth(1)).toContainText(/alice.*try\s+under way.*lab:6\.12:max\/1/);
  await rows(page)
    .nth(2)
    .getByRole('button', { name: /the writes of entry/ })
    .click();
  const writes = page.getByRole('table', { name: /^Writes of entry/ });
  await expect(writes.getByRole('row', { name: /ID_AA64ISAR0_EL1 .* 1 0x21 → 0x1 0x21.* EINVAL/ })).toBeVisible();
  await expect(page).toHaveURL(/row=\d+$/);
  await page.reload();
  await expect(writes).toContainText('EINVAL');
});

test('filters are in the address, and one that fits nothing says so', async ({ signedIn: page }) => {
  await page.goto('/audit?who=alice');
  await page.getByRole('button', { name: 'Attempts', exact: true }).click();
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('applied');
  await expect(page).toHaveURL(/kind=attempt&outcome=applied/);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Register' }).fill('no_such_el1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No entry fits.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await page.getByRole('searchbox', { name: 'VM' }).fill('nonsense');
  await expect(page.getByRole('searchbox', { name: 'VM' })).toHaveAccessibleDescription('A VM is written HOST/VM.');
  await page.getByRole('searchbox', { name: 'VM' }).fill('lab:6.12:max/2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/host=lab:6\.12:max&vm=2$/);
  await expect(rows(page)).toHaveCount(2);
});

test('by keyboard alone: a name is searched for, an attempt opened and closed', async ({ signedIn: page }) => {
  await page.goto('/audit');
  await expect(table(page)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('alice');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/who=alice$/);
  const fold = rows(page)
    .nth(1)
    .getByRole('button', { name: /the writes of entry/ });
  await fold.focus();
  await page.keyboard.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: /^Writes of entry/ })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Audit');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/audit$/);
});

test('what is new appears by itself, and what is old comes page by page', async ({ signedIn: page, server }) => {
  const many = Array.from({ length: 230 }, (_, n) =>
    attempt(`old-${n}`, { who: { kind: 'token', name: 'robot', role: 'editor' } }),
  );
  addLines(
    server.data,
    many.flatMap((one) => [one, result(one)]),
  );
  await page.goto('/audit?who=robot');
  await expect(rows(page)).toHaveCount(101);
  await page.getByRole('button', { name: 'Show older entries' }).click();
  await page.getByRole('button', { name: 'Show older entries' }).click();
  await expect(rows(page)).toHaveCount(231);
  await page.goto('/audit?kind=access');
  await expect(table(page)).toBeVisible();
  await page.request.post('/api/v1/tokens', { data: { name: 'fresh', role: 'viewer' } });
  await expect(rows(page).nth(1)).toContainText('fresh (viewer), without end');
});

test('a log that cannot be read says why', async ({ signedIn: page }) => {
  await page.goto('/audit?register=' + 'x'.repeat(201));
  await expect(page.getByRole('alert')).toContainText('BAD_REQUEST');
});

test('a VM leads to its own log', async ({ signedIn: page }) => {
  test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
  const made = await page.request.post('/api/v1/hosts/local/vms', { data: { vcpus: 1 } });
  const { vm } = (await made.json()) as { vm: string };
  await page.goto(`/hosts/local/vms/${vm}`);
  await page.getByRole('link', { name: 'Audit of this VM' }).click();
  await expect(page).toHaveURL(new RegExp(`/audit\\?host=local&vm=${vm}$`));
  await expect(page.getByText('No entry fits.')).toBeVisible();
});

for (const colours of ['light', 'dark'] as const)
  test(`nothing on the audit page fails WCAG AA, in ${colours} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme: colours });
    await page.goto('/audit?host=lab:6.12:max&vm=2');
    await rows(page)
      .nth(1)
      .getByRole('button', { name: /the writes of entry/ })
      .click();
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await expect(page.getByText(/chain whole$/)).toBeVisible();
    for (const place of ['', '/audit', '/audit?outcome=refused']) {
      if (place !== '') await page.goto(place);
      await expect(page.getByRole('button', { name: 'Check the chain' })).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    }
  });
