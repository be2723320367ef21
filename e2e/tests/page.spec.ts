import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, whyNoKvm } from '../regscope.ts';

test('a link signs in once; whoever comes later is told how to get another', async ({ page, server, context }) => {
  const link = await server.newLink();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Hosts', level: 1 })).toBeVisible();
  await context.clearCookies();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This link is spent' })).toBeVisible();
  await expect(page.getByText('npm run -s regscope -- sign-in').first()).toBeVisible();
});

test('a page that needs a session leads to the sign-in and back', async ({ page, server }) => {
  await page.goto('/hosts/local/vms/9?q=x');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await page.getByRole('main').textContent()).not.toContain('undefined');
  const token = new URL(await server.newLink()).hash;
  await page.evaluate((hash) => (location.hash = hash), token);
  await expect(page).toHaveURL(/\/hosts\/local\/vms\/9\?q=x$/);
  await expect(page.getByText('has no VM "9"')).toBeVisible();
});

test('the decoder needs no VM, and its link keeps what it shows', async ({ signedIn: page }) => {
  await page.goto('/decode');
  await page.getByRole('combobox', { name: 'Id, encoding or name' }).fill('S3_0_C0_C4_0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Decoding of 0x603000000013c020' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Decoding of 0x603000000013c020' })).toBeVisible();
  await page.goto('/decode/0x6030000110130001');
  await expect(page.getByText(/bits 51\.\.32 must be zero/)).toBeVisible();
});

test('the page loads nothing from elsewhere and breaks no rule of its Content-Security-Policy', async ({
  signedIn: page,
  server,
}) => {
  const [foreign, refused]: [string[], string[]] = [[], []];
  page.on('request', (request) => request.url().startsWith(server.url) || foreign.push(request.url()));
  page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()));
  for (const url of ['/', '/decode/pc', '/?new=local', '/nowhere']) {
    await page.goto(url);
    await expect(page.getByRole('main')).toBeVisible();
  }
  expect([foreign, refused]).toEqual([[], []]);
});

for (const colours of ['light', 'dark'] as const)
  test(`nothing on the pages fails WCAG AA, in ${colours} colours`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme: colours });
    const places = ['/', '/?new=lab:6.12:max', '/decode/0x603000000013df02', '/hosts/local/vms/999', '/nowhere'];
    if (whyNoKvm === '') {
      const made = await page.request.post('/api/v1/hosts/local/vms', { data: { vcpus: 2 } });
      const { vm } = (await made.json()) as { vm: string };
      places.push(`/hosts/local/vms/${vm}`, `/hosts/local/vms/${vm}?columns=vcpus&reg=0x2030000200000010`);
    }
    for (const place of places) {
      await page.goto(place);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${place}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    }
  });

test('keyboard alone: make a VM, find a register, read it, leave', async ({ signedIn: page }) => {
  test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
  await page.getByRole('button', { name: 'New VM on local' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('spinbutton', { name: 'vCPUs' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\d+ registers$/)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('IA32_PAT');
  await expect(page.getByText(/^1 of \d+ registers$/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /Register IA32_PAT/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /Register IA32_PAT/ })).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /Register IA32_PAT/ })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Hosts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Hosts', level: 1 })).toBeVisible();
});
