import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, whyNoKvm, type Server } from '../regscope.ts';
import { stopped } from '../vms.ts';

test.afterAll(async ({ browser, session, server }) => stopped([], { browser, session, server }));

test.describe.configure({ mode: 'serial' });

/** The page of somebody else than the fixture's admin. */
async function comeAs(page: Page, server: Server, role: string) {
  await page.context().clearCookies();
  await page.goto('about:blank');
  await page.goto(await server.newLink('--role', role, '--name', `some ${role}`));
  await page.waitForURL(`${server.url}/`);
}

const tokens = (page: Page) => page.getByRole('table', { name: 'API tokens' });
const header = (page: Page) => page.getByRole('banner');

test('the head says who is signed in and as what, and leads to what that means', async ({ page, server }) => {
  await comeAs(page, server, 'editor');
  await header(page).getByRole('link', { name: 'some editor editor' }).click();
  await expect(page.getByRole('heading', { name: 'Access', level: 1 })).toBeVisible();
  await expect(page.getByText('You are some editor, with the role editor.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sessions' })).toContainText('needs the role admin; you are editor');
  await expect(page.getByRole('region', { name: 'API tokens' })).toContainText('needs the role admin; you are editor');
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('by keyboard alone: a token is added, shown once, works, and is revoked after asking', async ({
  signedIn: page,
  server,
}) => {
  await page.goto('/access');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(page.getByRole('button', { name: 'Add token' })).toHaveAccessibleDescription('A token needs a name.');
  await name.focus();
  await page.keyboard.type('nightly');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ed');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const shown = page.getByRole('status', { name: 'New token' });
  await expect(shown).toContainText('nightly (editor) is shown this once');
  const secret = (await shown.locator('code').textContent()) ?? '';
  const ask = async () =>
    (await fetch(`${server.url}/api/v1/vms`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await ask()).toBe(200);
  await page.reload();
  await expect(tokens(page).getByRole('row', { name: /nightly editor/ })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  await page.getByRole('button', { name: 'Revoke token nightly' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Revoke nightly for good' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('No API tokens.')).toBeVisible();
  expect(await ask()).toBe(401);
});

test('an admin ends the session of another, whose next step leads to the sign-in', async ({
  signedIn: page,
  server,
  browser,
}) => {
  const other = await browser.newPage({ baseURL: server.url });
  await comeAs(other, server, 'viewer');
  await page.goto('/access');
  await expect(page.getByRole('region', { name: 'Sessions' })).toContainText('regscope -- sign-in --role');
  const sessions = page.getByRole('table', { name: 'Sessions' });
  await expect(sessions.getByRole('row', { name: /this one/ }).getByRole('button')).toHaveAccessibleDescription(
    'This is your own session: sign out instead.',
  );
  const row = sessions.getByRole('row', { name: /some viewer/ });
  await row.getByRole('button', { name: /^End/ }).click();
  await row.getByRole('button', { name: 'End some viewer’s session' }).click();
  await expect(row).toHaveCount(0);
  await other.goto('/captures');
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await other.close();
});

test('a viewer finds every control that changes something disabled, and reads why', async ({ page, server }) => {
  await comeAs(page, server, 'viewer');
  const why = 'This needs the role editor; you are viewer.';
  for (const name of ['Start this lab host', 'New VM on local', 'New VM on lab:6.12:max'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveAccessibleDescription(why);
  await page.getByRole('button', { name: 'New VM on local' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/?new=local');
  if (whyNoKvm === '')
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Create VM' })).toHaveAccessibleDescription(why);
  await page.goto('/captures');
  await expect(page.getByRole('button', { name: 'Upload…' })).toHaveAccessibleDescription(why);
  await expect(page.getByRole('button', { name: 'Delete x86-64' })).toHaveAccessibleDescription(why);
  const refused = await page.request.post('/api/v1/hosts/local/vms', { data: { vcpus: 1 } });
  expect([refused.status(), await refused.json()]).toEqual([
    403,
    expect.objectContaining({ code: 'NOT_ALLOWED', message: 'this needs the role editor; you are viewer' }),
  ]);
});

test('a viewer looks at a VM, and may neither run, close nor capture it', async ({ page, signedIn, server }) => {
  test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
  const made = await signedIn.request.post('/api/v1/hosts/local/vms', { data: { vcpus: 1 } });
  const { vm } = (await made.json()) as { vm: string };
  await comeAs(page, server, 'viewer');
  await page.goto(`/hosts/local/vms/${vm}`);
  await expect(page.getByText(/^\d+ registers$/)).toBeVisible();
  for (const name of ['Capture…', 'Run once…', `Close VM ${vm}`])
    await expect(page.getByRole('button', { name, exact: true })).toHaveAccessibleDescription(
      'This needs the role editor; you are viewer.',
    );
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Capture…');
  await expect(page.getByRole('option', { name: /^Capture…/ })).toHaveCount(0);
});

test('whoever signs out is shown the sign-in, and nothing of theirs is left', async ({ page, server }) => {
  await comeAs(page, server, 'editor');
  await page.goto('/access');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Signed out' })).toBeVisible();
  await expect(page.getByText('some editor')).toHaveCount(0);
});

for (const colours of ['light', 'dark'] as const)
  for (const role of ['viewer', 'admin'])
    test(`nothing on the page of access fails WCAG AA for a ${role}, in ${colours} colours`, async ({
      page,
      server,
    }) => {
      await page.emulateMedia({ colorScheme: colours });
      await comeAs(page, server, role);
      await page.goto('/access');
      await expect(page.getByText(`with the role ${role}`)).toBeVisible();
      if (role === 'admin') {
        await page.getByRole('textbox', { name: 'Name' }).fill(`for-${colours}`);
        await page.getByRole('button', { name: 'Add token' }).click();
        await page.getByRole('button', { name: `Revoke token for-${colours}` }).click();
      }
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    });
