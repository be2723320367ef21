// The page of another process's VM as its parts are named, for tests that attach there.
import type { Page } from '@playwright/test';
import type { checkingVmm } from './checking-vmm.ts';
import { expect } from './regscope.ts';
import { table } from './vm-page.ts';

export type Vmm = Awaited<ReturnType<typeof checkingVmm>>;

export const head = (page: Page) => page.getByRole('region', { name: 'Virtual machine' });
export const readLine = (page: Page) => page.getByRole('region', { name: 'Reading' });
export const attachButton = (page: Page) => page.getByRole('button', { name: /^Attach: / });

/** Its row in the list of VMs, which comes by itself. */
export const rowOf = (page: Page, { pid }: Vmm) => page.getByRole('row', { name: new RegExp(`local/${pid}-`) });

/** Its page, as somebody finds it in the list; answers with its name. */
export async function opened(page: Page, vmm: Vmm): Promise<string> {
  const link = rowOf(page, vmm).getByRole('link');
  const name = (await link.innerText()).replace('local/', '');
  await link.click();
  await expect(page.getByText('Its registers have not been read.')).toBeVisible();
  return name;
}

/** To attach, and answers what is asked before. */
export async function asked(page: Page): Promise<void> {
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).press('Enter');
}

export async function attached(page: Page): Promise<void> {
  await asked(page);
  await expect(table(page)).toBeVisible();
}

/** Its threads found nothing changed since they ran last, and run. */
export async function goesOn(vmm: Vmm): Promise<void> {
  const before = vmm.runs();
  expect(before).toEqual(expect.any(Number));
  await expect.poll(() => vmm.runs()).toBeGreaterThan(Number(before) + 10);
}
