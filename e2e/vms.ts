// Hosts and VMs for tests that look at something else: made and read over the API.
import type { Browser, Cookie, Page } from '@playwright/test';
import { expect, type Server } from './regscope.ts';

export type Row = {
  id: string;
  name: string;
  values: (string | null)[];
  mutability: Record<'mask' | 'announced', string | null>;
};

export const api = (host: string, vm = '') =>
  `/api/v1/hosts/${encodeURIComponent(host)}/vms${vm === '' ? '' : `/${vm}`}`;

export async function started(page: Page, host: string): Promise<void> {
  await page.request.post(`/api/v1/hosts/${encodeURIComponent(host)}/start`);
  const state = async () => {
    const { hosts } = (await (await page.request.get('/api/v1/hosts')).json()) as {
      hosts: { name: string; state: string; because: string }[];
    };
    const found = hosts.find(({ name }) => name === host);
    return found?.state === 'unavailable' ? `unavailable: ${found.because}` : found?.state;
  };
  await expect.poll(state, { timeout: 200_000, intervals: [500] }).toMatch(/^ready|^unavailable/);
  expect(await state()).toBe('ready');
}

/** Leaves the hosts as the next test file wants to find them. */
export async function stopped(
  hosts: readonly string[],
  { browser, session, server }: { browser: Browser; session: Cookie[]; server: Server },
): Promise<void> {
  const context = await browser.newContext({ baseURL: server.url });
  await context.addCookies(session);
  for (const host of hosts) await context.request.post(`/api/v1/hosts/${encodeURIComponent(host)}/stop`);
  await context.close();
}

export async function newVm(page: Page, host: string, vcpus: number): Promise<string> {
  const made = await page.request.post(api(host), { data: { vcpus } });
  return ((await made.json()) as { vm: string }).vm;
}

export async function registers(page: Page, host: string, vm: string): Promise<Row[]> {
  const answer = await page.request.get(`${api(host, vm)}/registers`);
  return ((await answer.json()) as { registers: Row[] }).registers;
}

export const valuesOf = async (page: Page, at: { host: string; vm: string; name: string }) =>
  (await registers(page, at.host, at.vm)).find(({ name }) => name === at.name)?.values ?? [];
