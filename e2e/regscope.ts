// The fixture of all tests: a regscope server of the worker's own, on a free port, and pages that are signed in to it.
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, type Cookie, type Page } from '@playwright/test';

export { expect } from '@playwright/test';

const program = fileURLToPath(new URL('../apps/cli/dist/regscope.js', import.meta.url));

export type Server = {
  url: string;
  firstLink: string;
  process: ChildProcess;
  /** Where it keeps what it keeps. */
  data: string;
  /** For an admin, or for whom the arguments say: `--role viewer --name alice`. */
  newLink: (...args: string[]) => Promise<string>;
};

export const test = base.extend<{ signedIn: Page }, { server: Server; session: Cookie[] }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are wanted
    async ({}, use) => {
      const runtime = mkdtempSync(join(tmpdir(), 'regscope-e2e-'));
      const env = { ...process.env, REGSCOPE_RUNTIME: runtime, REGSCOPE_DATA: join(runtime, 'data') };
      const child = spawn(process.execPath, [program, 'serve', '--port', '0'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const firstLink = await linkFrom(child);
      await use({
        url: new URL(firstLink).origin,
        firstLink,
        process: child,
        data: env.REGSCOPE_DATA,
        newLink: (...args) => linkFrom(spawn(process.execPath, [program, 'sign-in', ...args], { env })),
      });
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(runtime, { recursive: true });
    },
    { scope: 'worker', timeout: 30_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  /** One for all tests of a worker: signing in is limited to a few times a minute. */
  session: [
    async ({ server, browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(await server.newLink());
      await page.waitForURL(`${server.url}/`);
      await use(await context.cookies());
      await context.close();
    },
    { scope: 'worker' },
  ],
  /** A page that has been signed in and shows the hosts. */
  signedIn: async ({ page, context, session }, use) => {
    await context.addCookies(session);
    await page.goto('/');
    // Keys that are pressed before the page listens are lost.
    await page.getByRole('heading', { name: 'Hosts', level: 1 }).waitFor();
    await use(page);
  },
});

/** Why tests on this machine's own KVM cannot run here; empty when they can. */
export const whyNoKvm = opening();

function opening(): string {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The sign-in link in what a command prints. */
async function linkFrom(child: ChildProcess): Promise<string> {
  for await (const chunk of child.stdout ?? []) {
    const link = /http:\S+#\S+/.exec(String(chunk))?.[0];
    if (link !== undefined) return link;
  }
  throw new Error('the command printed no link');
}
