import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parseSource } from './source.ts';

const program = fileURLToPath(new URL('../dist/regscope.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'regscope-cli-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const env = {
  ...process.env,
  REGSCOPE_RUNTIME: join(scratch, 'run'),
  REGSCOPE_CACHE: join(scratch, 'cache'),
  REGSCOPE_DATA: scratch,
};

/** The built program, as a person or script runs it. */
function regscope(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env, maxBuffer: 1 << 28 }, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test('decode answers with one JSON document, and the status of a yes', async () => {
  const { status, out } = await regscope('decode', 'S3_0_C0_C4_0', '0x1101', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    id: '0x603000000013c020',
    arch: 'arm64',
    class: 'sysreg',
    size: 8,
    name: 'ID_AA64PFR0_EL1',
    title: 'Processor features 0',
    fields: expect.arrayContaining([expect.objectContaining({ name: 'EL3', msb: 15, lsb: 12, value: '0x1' })]),
  });
});

test('check says by its status whether a VM would load', async () => {
  const there = await regscope('check', '--from', 'arm64-6.16-max/1', '--to', 'arm64-7.2-max/1', '--json');
  expect([there.status, JSON.parse(there.out)]).toMatchObject([0, { verdict: 'loads', scope: 'registers only' }]);
  const back = await regscope('check', '--from', 'arm64-7.2-max/1', '--to', 'arm64-6.16-max/1');
  expect(back.status).toBe(1);
  expect(back.out).toContain('clear ATS1A of ID_AA64ISAR2_EL1 before the first run');
});

test.each([
  [['decode', 'x99'], 'no register'],
  [['decode', 'pc', '-1'], '-1'],
  [['list', 'local/77'], 'has no VM "77"'],
  [['list', 'nothing'], 'is no source'],
  [['list', 'mars/new'], 'no host is called "mars"'],
  [['list', 'local/new?vcpus=0'], 'is no source'],
  [['features', 'local/new', 'nothing'], 'is no source'],
  [['features', 'mars/new', '--differs'], 'no host is called "mars"'],
  [['features'], 'missing required argument'],
  [['compare', 'local/new'], '2 to 16 sources'],
  [['compare', 'local/new', 'nothing'], 'is no source'],
  [['try', '--to', 'local'], "required option '--from"],
  [['try', '--from', 'nothing', '--to', 'local'], 'is no source'],
  [['try', '--from', 'arm64-7.3-max/1', '--to', 'arm64-7.2-max'], 'is a recording'],
  [['try', '--from', 'arm64-7.3-max/1', '--to', 'mars'], 'no host is called "mars"'],
  [['try', '--from', 'arm64-7.3-max/1', '--to', 'lab:7.2:rv64'], 'share no registers'],
  [['try', '--from', 'arm64-7.3-max/1', '--to', 'local', '--vmm', 'vmware'], 'is none of kvm, qemu'],
  [['check', '--from', 'nothing', '--to', 'arm64-7.3-max/1'], 'is no source'],
  [['check', '--from', 'arm64-7.3-max/1', '--to', 'x86-64/1'], 'share no registers'],
  [['check', '--from', 'arm64-7.3-max/1', '--to', 'arm64-7.3-max/1', '--vmm', 'qemu:old'], 'is no version of qemu'],
  [['baseline', 'x86-64'], 'CPUID'],
  [['baseline', 'local'], 'captured with --probe'],
  [['baseline', 'local/new'], 'is no host'],
  [['baseline', 'arm64-7.3-max', '--export', 'xml'], 'is no format'],
  [['baseline', 'arm64-7.3-max', '-o', 'x'], 'goes with --export'],
  [['edit', 'local/new'], 'either changes'],
  [['edit', 'arm64-7.3-max/1', 'NOPE=1'], 'neither REGISTER nor REGISTER.FIELD'],
  [['edit', 'arm64-7.3-max/1', 'ID_AA64ISAR0_EL1.AES=0'], 'is a recording'],
  [['edit', 'arm64-7.3-max/1', '--plan', '/dev/null'], 'no regular file'],
  [['edit', 'arm64-7.3-max/1', 'pc=1', '--vcpu', '1e9'], 'no number of a vCPU'],
  [['lab', 'fly'], 'up, down and list'],
  [['lab', 'up', '--kernel', '6.12:max'], 'single words'],
  [['serve', '--port', '99999'], 'no port number'],
  [['serve', '--host', '0.0.0.0'], 'loopback'],
  [['sign-in'], 'no regscope server runs'],
  [['frobnicate'], 'unknown command'],
])('regscope %j fails with status 2 and a sentence, not with a stack', async (args, sentence) => {
  const { status, err } = await regscope(...args);
  expect(status).toBe(2);
  expect(err).toContain(sentence);
  expect(err).not.toMatch(/^\s+at /m);
});

test('a failure with --json is one JSON document too', async () => {
  const { status, out } = await regscope('list', 'local/77', '--json');
  expect([status, JSON.parse(out)]).toEqual([
    2,
    {
      code: expect.stringMatching(/NO_SUCH_VM|HOST_UNAVAILABLE/),
      message: expect.any(String),
      details: expect.any(Object),
    },
  ]);
});

test.each([[['list', '--json']], [['frob', '--json']], [['hosts', '--json', '--colour']]])(
  'wrong arguments with --json are one JSON document too: %j',
  async (args) => {
    const { status, out } = await regscope(...args);
    expect([status, JSON.parse(out)]).toEqual([2, { code: 'BAD_REQUEST', message: expect.any(String), details: {} }]);
  },
);

test('recorded hosts ship with regscope: they are listed and looked at without any KVM', async () => {
  const hosts: { name: string; kind: string }[] = JSON.parse((await regscope('hosts', '--json')).out);
  expect(hosts).toContainEqual(
    expect.objectContaining({
      name: 'arm64-7.3-max',
      kind: 'recorded',
      because: expect.stringContaining('recorded 20'),
    }),
  );
  const { registers } = JSON.parse((await regscope('list', 'arm64-7.3-max/1', '--json')).out);
  expect(registers).toContainEqual(
    expect.objectContaining({
      name: 'ID_AA64PFR0_EL1',
      scope: expect.objectContaining({ kind: 'vm', evidence: 'probed' }),
      mutability: expect.objectContaining({ before: 'some', after: 'none' }),
    }),
  );
});

test('a recording is not captured again, and a file of a later version is refused with both versions', async () => {
  const file = join(scratch, 'host.json');
  const taken = await regscope('capture', 'arm64-7.3-max/1', '-o', file);
  expect(taken).toMatchObject({ status: 2, err: expect.stringContaining('is a recording') });
  writeFileSync(file, '{"format":"regscope capture","version":9}');
  const refused = await regscope('list', file);
  expect(refused).toMatchObject({ status: 2, err: expect.stringMatching(/\/version: .*version 9 .*up to 3/) });
});

test('what another VMM saved is listed, shown and asked for features as a capture is, and broken it is refused with the place', async () => {
  const saved = fileURLToPath(new URL('../../../packages/captures/src/golden/import/qemu.mig', import.meta.url));
  const listed = await regscope('list', saved);
  expect(listed.out).toMatch(/kernel unknown {2}new {2}2 vCPUs {2}77 registers/);
  expect(listed.out).toMatch(/MPIDR_EL1 .*0:0x80000000 1:0x80000001/);
  expect((await regscope('show', saved)).out).toContain('the file says: machine type: virt-7.2');
  expect((await regscope('features', saved, '--json')).status).toBe(0);
  const cut = join(scratch, 'cut off.mig');
  writeFileSync(cut, readFileSync(saved).subarray(0, 500));
  expect(await regscope('list', cut)).toMatchObject({
    status: 2,
    err: expect.stringMatching(
      /cut off\.mig, taken for a QEMU migration stream, offset 0x1f4: expected the description/,
    ),
  });
});

test.skipIf(!existsSync('/dev/kvm'))(
  'a VM is captured into a file that can be listed and shown (needs /dev/kvm)',
  async () => {
    const file = join(scratch, 'vm.json');
    const { out } = await regscope('capture', 'local/new', '--probe', '-o', file, '--json');
    expect(JSON.parse(out)).toEqual({ file, registers: expect.any(Number), vcpus: 2 });
    const { registers } = JSON.parse((await regscope('list', file, '--json')).out);
    expect(registers.length).toBe(JSON.parse(out).registers);
    expect((await regscope('show', file)).out).toMatch(/2 vCPUs, new, made by regscope/);
    const again = await regscope('capture', 'local/new', '-o', file);
    expect(again).toMatchObject({ status: 2, err: expect.stringContaining('is there already') });
  },
);

test('hosts names this machine and the lab, and says why one cannot be used', async () => {
  const { status, out } = await regscope('hosts', '--json');
  expect(status).toBe(0);
  const hosts: { kind: string }[] = JSON.parse(out);
  expect(hosts.filter(({ kind }) => kind !== 'recorded')).toEqual([
    expect.objectContaining({ name: 'local', kind: 'local', state: expect.stringMatching(/^(ready|unavailable)$/) }),
    expect.objectContaining({
      name: 'lab:6.12:max',
      kind: 'lab',
      arch: 'arm64',
      state: 'stopped',
      because: expect.stringContaining('kernel'),
    }),
  ]);
});

describe('with a server', () => {
  test('vms and sign-in speak to it, and it ends cleanly on SIGTERM', async () => {
    const server = spawn(process.execPath, [program, 'serve', '--port', '0'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = await new Promise<string>((resolve) =>
      server.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    expect(said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/sign-in#\S{43}/);
    const vms = await regscope('vms', '--json');
    expect(vms.status).toBe(0);
    const own = JSON.parse(vms.out).filter(({ kind }: { kind: string }) => kind === 'owned');
    expect(own).toEqual([]);
    expect((await regscope('sign-in')).out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in#\S{43}\n$/);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  test('a port that somebody else has is one sentence with a free one to try', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { status, err } = await regscope('serve', '--port', String(port));
    taken.close();
    expect(status).toBe(2);
    expect(err).toMatch(new RegExp(`^regscope: port ${port} .* npm start -- --port ${port + 1}\n$`));
  });
});

test('a source is a VM, or a shape to make one of', () => {
  expect(parseSource('lab:6.12:max/3')).toEqual({ host: 'lab:6.12:max', vm: '3' });
  expect(parseSource('lab/new')).toEqual({ host: 'lab', shape: { vcpus: 2 } });
  expect(parseSource('local/new?vcpus=4&features=sve,pmu')).toEqual({
    host: 'local',
    shape: { vcpus: 4, features: ['sve', 'pmu'] },
  });
  expect(parseSource('local/new?features=')).toEqual({ host: 'local', shape: { vcpus: 2, features: [] } });
  for (const wrong of ['', '/', 'local', 'local/', 'a/b/c', 'local/new?vcpus=x', 'local/new?cpus=2', 'local/1?vcpus=2'])
    expect(() => parseSource(wrong)).toThrow('is no source');
});

test('compare answers 1 and names what differs, and 0 where nothing does', async () => {
  const differs = await regscope('compare', 'arm64-7.2-max/1', 'arm64-7.3-max/1', '--json');
  expect([differs.status, JSON.parse(differs.out).differences.map(({ name }: { name: string }) => name)]).toEqual([
    1,
    ['PMMIR_EL1'],
  ]);
  expect((await regscope('compare', 'arm64-7.2-max/1', 'arm64-7.2-max/1')).status).toBe(0);
});

test.skipIf(!existsSync('/dev/kvm'))(
  'try answers 0 where a state loads, and 1 where not (needs /dev/kvm)',
  async () => {
    const loads = await regscope('try', '--from', 'local/new?vcpus=1', '--to', 'local', '--json');
    expect([loads.status, JSON.parse(loads.out)]).toMatchObject([
      0,
      { loaded: true, failed: [], missing: [], vcpus: 1 },
    ]);
    const file = join(scratch, 'state.txt');
    writeFileSync(file, '0x203000024b564d03 0x2\n');
    const { status, out } = await regscope('try', '--from', file, '--to', 'local');
    expect([status, out]).toEqual([
      1,
      expect.stringMatching(/does not load: 1 register refused[^]*KVM_STEAL_TIME +EINVAL +0x2 +0x0[^]*registers only/),
    ]);
    const json = JSON.parse((await regscope('try', '--from', file, '--to', 'local', '--json')).out);
    expect(json.failed).toMatchObject([{ id: '0x203000024b564d03', name: 'KVM_STEAL_TIME', errno: 'EINVAL' }]);
    expect(json.missing).toContain('0x2030000200000174');
  },
);

test('what an edit would do is told without doing it, as a plan that a file keeps', async () => {
  const file = join(scratch, 'plan.json');
  const { status, out } = await regscope('edit', 'arm64-7.3-max/1', 'ID_AA64MMFR3_EL1.TCRX=0', '--dry-run', '-o', file);
  expect([status, out]).toEqual([
    0,
    expect.stringMatching(/TCRX \[3:0\] 0x1 → 0x0[^]*TCR2_EL1 vanishes[^]*recorded hosts that take these registers/),
  ]);
  const again = await regscope('edit', 'arm64-7.3-max/1', '--plan', file, '--dry-run', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ report: { refusals: [], writes: [{ name: 'ID_AA64MMFR3_EL1' }] } });
  const elsewhere = await regscope('edit', 'arm64-7.2-max/1', '--plan', file, '--dry-run');
  expect([elsewhere.status, elsewhere.out]).toEqual([1, expect.stringContaining('the plan is for arm64-7.3-max/1')]);
  expect((await regscope('edit', 'arm64-7.2-max/1', '--plan', file, '--here', '--dry-run')).status).toBe(0);
});

test('a baseline names what blocks, what it costs and because of whom; 0 where nothing blocks', async () => {
  const blocked = await regscope('baseline', 'arm64-6.12-max', 'arm64-7.3-max');
  expect([blocked.status, blocked.out]).toEqual([
    1,
    expect.stringMatching(/Blocks:\n {2}ID_AA64MMFR2_EL1\.NV [^]*Costs:[^]*FEAT_SCTLR2 +A +ID_AA64MMFR3_EL1\.SCTLRX/),
  ]);
  const free = await regscope('baseline', 'arm64-7.1-max', 'arm64-7.3-max', '--json');
  expect([free.status, JSON.parse(free.out)]).toEqual([
    0,
    expect.objectContaining({
      blocking: [],
      cost: [expect.objectContaining({ feature: 'FEAT_ATS1A', because: ['arm64-7.1-max'] })],
    }),
  ]);
});

test('a baseline is written for another program, once, and what it cannot say goes to standard error', async () => {
  const file = join(scratch, 'template.json');
  const args = ['baseline', 'arm64-6.12-max', 'arm64-7.3-max', '--export', 'firecracker', '-o', file];
  const { status, err } = await regscope(...args);
  expect([status, err]).toEqual([1, expect.stringContaining('left open: ID_AA64MMFR2_EL1.NV')]);
  expect(JSON.parse(readFileSync(file, 'utf8')).reg_modifiers.length).toBeGreaterThan(3);
  expect(await regscope(...args)).toMatchObject({ status: 2, err: expect.stringContaining('is there already') });
});
