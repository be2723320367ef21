// kill -9 of the server and of its KVM process, at random moments of edits on this machine's real KVM: what was acknowledged is in the
// audit log, and no attempt is left without a result.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient, type Client, type Fetch, type PlanOutcome } from '@regscope/contract';
import { afterAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../dist/regscope.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'regscope-kill-'));
const runtime = join(scratch, 'run');
const env = { ...process.env, REGSCOPE_RUNTIME: runtime, REGSCOPE_DATA: join(scratch, 'data') };
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const whyNot = opening();
const SERVER_KILLS = 80;
const CHILD_KILLS = 120;
const SEED = Math.floor(Math.random() * 2 ** 31);

type Server = { child: ChildProcess; client: Client };

test.skipIf(whyNot !== '')(
  `${SERVER_KILLS + CHILD_KILLS} kills lose nothing that was acknowledged, seed ${SEED}${whyNot === '' ? '' : ` (skipped: ${whyNot})`}`,
  async () => {
    const random = randomFrom(SEED);
    const acknowledged: string[] = [];
    let server = await start();
    const pace = await timeOfAnEdit(server.client);
    try {
      for (let kill = 0; kill < SERVER_KILLS + CHILD_KILLS; kill++) {
        const { vm, pid } = await server.client.createVm('local', { vcpus: 2 });
        const isServer = kill % 5 < 2;
        const edits = editing(server.client, vm, acknowledged);
        await sleep(random() * 4 * pace);
        end(isServer ? server.child.pid : pid);
        await edits;
        if (!isServer) continue;
        if (server.child.exitCode === null && server.child.signalCode === null) await once(server.child, 'exit');
        server = await start();
      }
      expect(acknowledged.length).toBeGreaterThan(SERVER_KILLS / 4);
      await expectWhole(server.client, acknowledged);
    } finally {
      server.child.kill('SIGKILL');
    }
  },
  600_000,
);

/** 0 would be this process and all that belongs to it. */
function end(pid: number | null | undefined): void {
  if (typeof pid !== 'number' || !(pid > 0)) throw new Error('there is no process to end');
  process.kill(pid, 'SIGKILL');
}

/** Milliseconds on this machine now, so that kills come in the middle of edits on a slow one, too. */
async function timeOfAnEdit(client: Client): Promise<number> {
  const { vm } = await client.createVm('local', { vcpus: 2 });
  const began = performance.now();
  for (const value of [1, 2, 3]) await edit(client, { vm, value });
  return (performance.now() - began) / 3;
}

async function edit(client: Client, { vm, value }: { vm: string; value: number }): Promise<PlanOutcome> {
  const plan = await client.stagePlan('local', vm, { assignments: [`IA32_SYSENTER_CS=${value}`], vcpu: null });
  return client.applyPlan('local', vm, plan);
}

/** Edits a VM until somebody is killed. */
async function editing(client: Client, vm: string, acknowledged: string[]): Promise<void> {
  for (let value = 1; ; value++) {
    try {
      const { attempt, outcome } = await edit(client, { vm, value });
      if (outcome === 'applied') acknowledged.push(attempt);
    } catch {
      return;
    }
  }
}

async function expectWhole(client: Client, acknowledged: readonly string[]): Promise<void> {
  expect(await client.verifyAudit()).toMatchObject({ whole: true });
  const results = new Map<string, string | undefined>();
  for (let before: string | undefined; ;) {
    const { rows, next } = await client.audit({
      kind: 'attempt',
      limit: '500',
      ...(before === undefined ? {} : { before }),
    });
    for (const row of rows) if (row.kind === 'attempt') results.set(row.attempt, row.result?.outcome);
    if (next === null) break;
    before = next;
  }
  expect(acknowledged.filter((attempt) => results.get(attempt) !== 'applied')).toEqual([]);
  expect([...results].filter(([, outcome]) => outcome === undefined)).toEqual([]);
}

async function start(): Promise<Server> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout ?? child, 'data');
  const file = readdirSync(runtime).find(
    (name) => JSON.parse(readFileSync(join(runtime, name), 'utf8')).pid === child.pid,
  );
  const { url, token } = JSON.parse(readFileSync(join(runtime, file ?? ''), 'utf8')) as { url: string; token: string };
  return { child, client: createClient(overNetwork, url, { authorization: `Bearer ${token}` }) };
}

const overNetwork: Fetch = async (url, { method, headers, body }) =>
  fetch(url, { method, headers, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(20_000) });

/** Mulberry32: the same moments for the same seed, as far as the machine lets them be. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function opening(): string {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
