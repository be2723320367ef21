// On a real emulated host. Works in a cache of its own that borrows the kernels and emulators of the user's cache.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, open, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { excuseOf } from './excuse.test-helper.ts';
import { defaultCache, defaultLab, savedLabs, startLab, type RunningLab } from './index.ts';

const agent = fileURLToPath(new URL('../../../native/build/aarch64/regscope-agent', import.meta.url));

let cache = '';
let excuse: string | undefined;
let first: string | undefined;

beforeAll(async () => {
  cache = await borrowedCache();
  try {
    await using lab = await start();
    first = lab.from;
  } catch (error) {
    excuse = excuseOf(error);
  }
}, 300_000);

afterAll(() => rm(cache, { recursive: true, force: true }));

describe('a lab host', { timeout: 200_000 }, () => {
  test('answers HELLO: after a first cold boot, from its saved state', async ({ skip }) => {
    if (excuse) skip(excuse);
    expect(first).toBe('cold boot');
    await using lab = await start();
    expect(lab.from).toBe('saved state');
    const answer = await hello(lab);
    expect(answer.readUInt32LE(4)).toBe(77);
    expect(answer.toString('latin1')).toContain(lab.kernelRelease);
    expect(await savedLabs(cache)).toMatchObject([{ name: 'lab:6.12:max', kernelRelease: lab.kernelRelease }]);
  });

  test('is gone when it was stopped, which may be done twice', async ({ skip }) => {
    if (excuse) skip(excuse);
    const lab = await start();
    expect(await isRunning(lab.pid)).toBe(true);
    await Promise.all([lab.stop(), lab.stop()]);
    expect(await isRunning(lab.pid)).toBe(false);
    expect(await lab.exited).toMatchObject({ code: 0 });
  });

  test('does not outlive its owner, even one that is killed', async ({ skip }) => {
    if (excuse) skip(excuse);
    const owner = spawn(process.execPath, ['--input-type=module', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    owner.stdin.end(await ownerProgram());
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const pid = Number(line);
    expect(await isRunning(pid)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });

  test('can be given up while it starts', async ({ skip }) => {
    if (excuse) skip(excuse);
    const signal = AbortSignal.timeout(40);
    await expect(startLab(defaultLab, { cache, agent, signal })).rejects.toThrow('timeout');
  });

  test('boots anew when its saved state is of no use, once for all who ask', async ({ skip }) => {
    if (excuse) skip(excuse);
    await overwriteState();
    const said: string[] = [];
    const labs = await Promise.all([1, 2, 3].map(() => start((text) => said.push(text))));
    await Promise.all(labs.map((lab) => lab.stop()));
    expect(labs.map(({ from }) => from).toSorted()).toEqual(['cold boot', 'saved state', 'saved state']);
    expect(said.join('\n')).toContain('did not answer; booting it anew');
    expect((await readdir(join(cache, 'states'))).map((name) => name.replace(/@.*\.state/, '@.state'))).toEqual([
      'lab+6.12+max@.state',
      'lab+6.12+max@.state.json',
    ]);
  });

  test('boots each time, and saves nothing, where its state would be of no use', async ({ skip }) => {
    if (excuse) skip(excuse);
    for (const turn of [1, 2]) {
      await using lab = await startLab({ ...defaultLab, traits: ['el2'] }, { cache, agent });
      expect(lab.from, `start ${turn}`).toBe('cold boot');
    }
    expect((await savedLabs(cache)).map(({ name }) => name)).not.toContain('lab:6.12:max+el2');
  });

  test('says what QEMU said when it cannot boot', async ({ skip }) => {
    if (excuse) skip(excuse);
    const failing = startLab({ ...defaultLab, cpu: 'nonsense' }, { cache, agent });
    await expect(failing).rejects.toMatchObject({
      code: 'LAB_BOOT_FAILED',
      message: expect.stringContaining('nonsense'),
    });
  });
});

test('a name that could do harm is refused', async () => {
  const failing = startLab({ kernel: '6.12', cpu: 'max,x=y' }, { cache, agent });
  await expect(failing).rejects.toMatchObject({ code: 'LAB_BAD_NAME' });
});

function start(onProgress?: (text: string) => void): Promise<RunningLab> {
  return startLab(defaultLab, { cache, agent, onProgress });
}

async function borrowedCache(): Promise<string> {
  const own = await mkdtemp(join(tmpdir(), 'regscope-lab-'));
  for (const name of ['kernels', 'emulators', 'apt']) {
    const lender = join(defaultCache(process.env), name);
    await mkdir(lender, { recursive: true });
    await symlink(lender, join(own, name));
  }
  return own;
}

async function hello({ agent: stream }: RunningLab): Promise<Buffer> {
  const answer = once(stream, 'data') as Promise<[Buffer]>;
  stream.write(Buffer.from([8, 0, 0, 0, 77, 0, 0, 0, 1, 0, 0, 0]));
  return (await answer)[0];
}

async function isRunning(pid: number): Promise<boolean> {
  await sleep(20);
  return access(`/proc/${pid}/exe`).then(
    () => true,
    () => false,
  );
}

/** Keeps the size, so that only trying the state shows that it is broken. */
async function overwriteState(): Promise<void> {
  const folder = join(cache, 'states');
  const name = (await readdir(folder)).find((each) => each.endsWith('.state')) ?? '';
  const file = await open(join(folder, name), 'r+');
  await file.write(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
  await file.close();
}

async function ownerProgram(): Promise<string> {
  const contents = `
    import { startLab } from './index.ts';
    const lab = await startLab(${JSON.stringify(defaultLab)}, ${JSON.stringify({ cache, agent })});
    console.log(lab.pid);
  `;
  const stdin = { contents, resolveDir: import.meta.dirname, loader: 'ts' } as const;
  const { outputFiles } = await build({ stdin, bundle: true, platform: 'node', format: 'esm', write: false });
  return outputFiles[0]?.text ?? '';
}
