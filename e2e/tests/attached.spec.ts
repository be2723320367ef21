// A VM of another process: native/tests/tiny-vmm.c, which lives as long as its stdin is open.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { nativeArch } from '../native-arch.ts';
import { expect, test, whyNoKvm } from '../regscope.ts';

const program = tinyVmm();

test.skip(whyNoKvm !== '', `/dev/kvm does not open here: ${whyNoKvm}`);
test.skip(program === undefined, 'native/tests/tiny-vmm.c is not built');

test('a VM of another process comes, can be looked at without stopping it, and goes', async ({ signedIn: page }) => {
  const vmm = await started(['1', '2', 'stats']);
  const row = page.getByRole('row', { name: new RegExp(`local/${vmm.pid}-`) });
  // Nobody loads the page anew: the server sees it come, and tells.
  await expect(row).toContainText(`belongs to an unknown VMM, pid ${vmm.pid}`, { timeout: 15_000 });
  await expect(row).toContainText('new');
  await expect(row.getByRole('button', { name: /^Close/ })).toHaveAttribute('aria-disabled', 'true');
  await row.getByRole('link').click();
  await expect(page.getByText('Its registers have not been read.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Threads of vCPUs' }).getByRole('listitem')).toHaveCount(2);
  const exits = page.getByRole('table', { name: 'Statistics' }).getByRole('row', { name: /^exits/ });
  await expect(exits).toHaveText(/^exits\s*0\s*0\s*$/);
  vmm.stdin?.write('r');
  await page.keyboard.press('r');
  await expect(page.getByRole('region', { name: 'Virtual machine' })).toContainText('started');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  vmm.stdin?.end();
  await once(vmm, 'exit');
  await expect(page.getByRole('alert')).toContainText('is gone', { timeout: 15_000 });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Virtual machines' })).toBeVisible();
  await expect(row).toHaveCount(0);
});

async function started(args: readonly string[]): Promise<ChildProcess> {
  const vmm = spawn(program ?? '', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(vmm.stdout, 'data');
  return vmm;
}

function tinyVmm(): string | undefined {
  const found = fileURLToPath(new URL(`../../native/build/${nativeArch}/tiny-vmm`, import.meta.url));
  return existsSync(found) ? found : undefined;
}
