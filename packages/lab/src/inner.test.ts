// Guests of real VMMs inside a real emulated host. Uses the user's cache: its state is large, and takes a minute to make.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { excuseOf } from './excuse.test-helper.ts';
import { defaultCache, defaultLab, startLab, type RunningLab } from './index.ts';

const agent = fileURLToPath(new URL('../../../native/build/aarch64/regscope-agent', import.meta.url));

let lab: RunningLab | undefined;
let excuse: string | undefined;

beforeAll(async () => {
  const options = { cache: defaultCache(process.env), agent };
  lab = await startLab({ ...defaultLab, traits: ['qemu'] }, options).catch((error: unknown) => {
    excuse = excuseOf(error);
    return undefined;
  });
}, 600_000);

afterAll(() => lab?.stop());

describe('guests inside a lab host', { timeout: 300_000 }, () => {
  test.for(['running', 'sandboxed'])('%s runs: its clock goes on', async (name, { skip }) => {
    if (excuse !== undefined) skip(excuse);
    await expect.poll(() => clocksOf(name).length, { timeout: 120_000 }).toBeGreaterThan(3);
    const clocks = clocksOf(name);
    expect(clocks).toEqual(clocks.toSorted((a, b) => a - b));
    expect(new Set(clocks).size).toBe(clocks.length);
    expect(await vm(name).monitor.execute('query-status')).toMatchObject({ running: true, status: 'running' });
  });

  test('waiting has not begun, and begins when its monitor says so', async ({ skip }) => {
    if (excuse !== undefined) skip(excuse);
    const { monitor, said } = vm('waiting');
    expect(await monitor.execute('query-status')).toMatchObject({ running: false, status: 'prelaunch' });
    expect(said()).toBe('');
    await monitor.execute('cont');
    await expect.poll(said, { timeout: 200_000 }).toMatch(/^Features\s*: fp asimd .*\baes\b.*\r?\nclock /m);
  });
});

function vm(name: string) {
  const found = lab?.inner.get(name);
  if (found === undefined) throw new Error(`the lab host runs no guest ${name}`);
  return found;
}

/** In seconds, as far as whole lines have come. */
function clocksOf(name: string): number[] {
  return [
    ...vm(name)
      .said()
      .matchAll(/^clock (\d+\.\d{3}) s\r?\n/gm),
  ].map(([, seconds]) => Number(seconds));
}
