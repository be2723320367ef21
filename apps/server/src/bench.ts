// `pnpm bench`: what DESIGN's budgets speak of, measured on real hosts. It prints ratios against the bare loop of ioctls, which the C core
// times inside the very same calls, so that the load of the machine cancels out. Nothing here is asserted.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importState } from '@regscope/captures';
import { createClient, type Client } from '@regscope/contract';
import { hostFiles, Hosts, type OwnedHost } from '@regscope/sources';
import { benchAttach, benchAttachInLab } from './bench-attach.ts';
import { benchChecks } from './bench-checks.ts';
import { readRuntimeFiles, serve } from './index.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

for (const name of ['local', 'lab']) {
  await using hosts = new Hosts(files);
  const host = await hosts.use(name);
  try {
    await host.start();
  } catch (error) {
    say(`${name}: not measured: ${error instanceof Error ? error.message : String(error)}`);
    continue;
  }
  for (const vcpus of [1, 2, 8]) await wholeStack(host, vcpus);
  if (name === 'lab') await labStart(host);
}
for (const measure of [benchAttach, benchAttachInLab]) {
  await using hosts = new Hosts(files);
  await measure(hosts, say).catch((error: Error) => say(`attach: not measured: ${error.message}`));
}
await overHttp();
imports();
await checks();

/** From the call to rows per register in the model, against the loop of ioctls in it. */
async function wholeStack(host: OwnedHost, vcpus: number): Promise<void> {
  const { vm } = await host.createVm({ vcpus });
  let count = 0;
  const samples = await repeat(200, async () => {
    const { registers, ioctlMs } = await host.snapshot(vm);
    count = registers.length;
    return ioctlMs;
  });
  await host.closeVm(vm);
  const [total, ioctls] = [median(samples.map(({ ms }) => ms)), median(samples.map(({ result }) => result))];
  say(
    `${host.name}: read ${count} registers of ${vcpus} vCPU(s): ${total.toFixed(2)} ms, ioctls ${ioctls.toFixed(2)} ms, ratio ${(total / ioctls).toFixed(3)}`,
  );
}

async function labStart(host: OwnedHost): Promise<void> {
  const samples = [];
  for (let n = 0; n < 7; n++) {
    await host.stop();
    samples.push(...(await repeat(1, async () => host.snapshot((await host.createVm({ vcpus: 2 })).vm))));
  }
  const all = samples.map(({ ms }) => ms);
  say(
    `${host.name}: from being asked for to the first full list: median ${median(all).toFixed(0)} ms, worst ${Math.max(...all).toFixed(0)} ms of ${all.length}`,
  );
}

async function overHttp(): Promise<void> {
  const runtime = mkdtempSync(join(tmpdir(), 'regscope-bench-'));
  await using serving = await serve({
    host: '127.0.0.1',
    port: 0,
    files: { ...files, data: runtime },
    page: '/nowhere',
    runtime,
    version: '0',
  });
  const [found] = await readRuntimeFiles(runtime);
  const client = createClient(fetch, serving.url, { authorization: `Bearer ${found?.token}` });
  for (const host of ['local', 'lab'])
    await oneHost(client, host).catch((error: Error) => say(`${host}: not measured: ${error.message}`));
  rmSync(runtime, { recursive: true });
}

async function checks(): Promise<void> {
  await using hosts = new Hosts(files);
  const { pairs, profiles, trip } = await benchChecks(hosts.captures);
  say(`36 comparisons of 9 recorded hosts: ${pairs.toFixed(1)} ms`);
  say(
    `verdict of one VM against 1000 host profiles: ${profiles.toFixed(0)} ms; a trip there and back: ${trip.toFixed(1)} ms`,
  );
}

/** A stream of ten megabytes, nearly all of it guest memory; and whether a thousand imports leave anything behind. */
function imports(): void {
  const small = readFileSync(new URL('../../../packages/captures/src/golden/import/qemu.mig', import.meta.url));
  const memory = randomBytes(10 << 20);
  const large = Buffer.concat([small.subarray(0, HEAD), memory, small.subarray(HEAD)]);
  const samples = Array.from({ length: 20 }, () => timed(() => importState(large, 'bench')));
  say(
    `import of a QEMU stream of 10 MB: median ${median(samples).toFixed(1)} ms, worst ${Math.max(...samples).toFixed(1)} ms`,
  );
  for (let n = 0; n < 200; n++) importState(small, 'bench');
  const before = megabytesUsed();
  for (let n = 0; n < 1000; n++) importState(small, 'bench');
  say(`1000 imports: from ${before.toFixed(0)} to ${megabytesUsed().toFixed(0)} MB of memory`);
}

/** Behind the magic, the version and the machine type. */
const HEAD = 21;

function megabytesUsed(): number {
  return process.memoryUsage().rss / 2 ** 20;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

async function oneHost(client: Client, host: string): Promise<void> {
  const { vm } = await client.createVm(host, { vcpus: 8 });
  const samples = await repeat(40, () => client.registers(host, vm));
  const beyond = samples.map(({ ms, result }) => ms - result.ioctlMs);
  const rows = samples[0]?.result.registers.length ?? 0;
  say(
    `${host}: GET of ${rows} registers of 8 vCPUs over HTTP: ${median(beyond).toFixed(1)} ms beyond the ioctls (median), ${Math.max(...beyond).toFixed(1)} ms at worst`,
  );
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<{ ms: number; result: T }[]> {
  const samples = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    const result = await work();
    samples.push({ ms: performance.now() - began, result });
  }
  return samples;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
