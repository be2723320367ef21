// Attaching on this machine: to a VMM that notices when its threads are not as they were, and to a real QEMU.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { registerId, type PlannedWrite } from '@regscope/registers';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyWrites, tryOnScratch } from '../../edits/edit-vm.ts';
import { hostFiles, Hosts } from '../../index.ts';
import { startQemu } from '../qemu.test-helper.ts';
import { checkingVmm, whyNoCheckingVmm } from './checking-vmm.test-helper.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const env = { REGSCOPE_CACHE: `${tmpdir()}/regscope-no-cache`, REGSCOPE_DATA: `${tmpdir()}/regscope-no-data` };
const files = { ...hostFiles(root, env), look: { ...hostFiles(root, env).look, debug: '/nowhere' } };
const safely = { despiteFilters: false };

const SYSENTER_CS = registerId(0x2030_0002_0000_0174n);
const isX86 = process.arch === 'x64';

describe.skipIf(whyNoCheckingVmm !== '' || !isX86)(`attaching${whyNoCheckingVmm}`, () => {
  const hosts = new Hosts(files);
  afterAll(() => hosts[Symbol.asyncDispose]());
  beforeEach(() => sleep(FRESH_MS));

  const shapes = [1, 2, 8].flatMap((vcpus) => (['none', 'allow'] as const).map((filter) => ({ vcpus, filter })));
  test.for(shapes)(
    'reads all of $vcpus vCPUs, with the filter $filter, and disturbs none',
    async ({ vcpus, filter }) => {
      await using vmm = await checkingVmm({ vcpus, filter });
      const vm = await nameOf(hosts, vmm.pid);
      await expect((await hosts.find('local')).snapshot(vm)).rejects.toMatchObject({ code: 'NEEDS_ATTACH' });
      const { stops, despiteFilters } = await hosts.attach('local', vm, safely);
      expect(despiteFilters).toBe(false);
      expect(stops.map(({ vcpu, stops: n }) => [vcpu, n])).toEqual(
        Array.from({ length: vcpus }, (_, n) => [n, expect.any(Number)]),
      );
      for (const { medianUs, p99Us, lastUs } of stops) expect(Math.min(medianUs, p99Us, lastUs)).toBeGreaterThan(0);
      const snapshot = await (await hosts.find('local')).snapshot(vm);
      expect(snapshot.vm).toMatchObject({ vcpus, kind: 'attached' });
      expect(snapshot.registers.length).toBeGreaterThan(20);
      expect(snapshot.registers.flatMap(({ errors }) => errors).filter((error) => error !== null)).toEqual([]);
      expect((await hosts.sighting('local', vm)).attachment).toMatchObject({ readAt: snapshot.readAt });
      await sleep(100);
      expect(vmm.lives()).toBe(true);
    },
  );

  test.for(['no-read', 'strict'] as const)(
    'is refused where the filter is %s, and done only when somebody says so',
    async (filter) => {
      await using vmm = await checkingVmm({ vcpus: 1, filter });
      const vm = await nameOf(hosts, vmm.pid);
      await expect(hosts.attach('local', vm, safely)).rejects.toMatchObject({
        code: 'ATTACH_REFUSED',
        message: expect.stringMatching(/seccomp filter of the thread would end the VMM .* nothing was done/),
        details: { reason: 'filtered', pid: vmm.pid },
      });
      expect(vmm.lives()).toBe(true);
      expect(await hosts.attach('local', vm, { despiteFilters: true })).toMatchObject({ despiteFilters: true });
      await sleep(100);
      expect(vmm.lives()).toBe(true);
    },
  );

  test('a VM that has not run is changed, tried on a scratch VM first, and then runs; from then on it is left alone', async () => {
    await using vmm = await checkingVmm({ vcpus: 2, mode: 'wait' });
    const vm = await nameOf(hosts, vmm.pid);
    await hosts.attach('local', vm, safely);
    const access = await hosts.editable('local', vm);
    expect(await access.vm()).toMatchObject({ phase: 'new' });
    const writes = [0, 1].map((through) => sysenterCs(through));
    expect(await tryOnScratch(access, writes)).toMatchObject({ outcome: 'applied' });
    expect(await access.alone(async () => applyWrites(access, writes))).toMatchObject({
      outcome: 'applied',
      moved: [],
    });
    const { registers } = await (await hosts.find('local')).snapshot(vm);
    expect(registers.find(({ id }) => id === SYSENTER_CS)?.values).toEqual([0x10n, 0x10n]);
    vmm.start();
    await expect.poll(async () => (await access.vm()).phase).toBe('started');
    await expect(applyWrites(access, writes)).rejects.toMatchObject({ code: 'VM_STARTED' });
    await expect(access.write([{ vcpu: 0, id: SYSENTER_CS, value: 1n }])).rejects.toMatchObject({ code: 'VM_STARTED' });
    await sleep(100);
    expect(vmm.lives()).toBe(true);
  });

  test('ten who ask at once are all answered', async () => {
    await using vmm = await checkingVmm({ vcpus: 2 });
    const vm = await nameOf(hosts, vmm.pid);
    const all = await Promise.all(Array.from({ length: 10 }, async () => hosts.attach('local', vm, safely)));
    expect(Math.max(...all.flatMap(({ stops }) => stops.map((one) => one.stops)))).toBe(10);
    expect(vmm.lives()).toBe(true);
  });

  test('a VMM that ended meanwhile is told as gone, and what holds no VM is no VM', async () => {
    let vm = '';
    {
      await using vmm = await checkingVmm({ vcpus: 1 });
      vm = await nameOf(hosts, vmm.pid);
    }
    await expect(hosts.attach('local', vm, safely)).rejects.toMatchObject({ code: 'NO_SUCH_VM' });
    await expect(hosts.attach('local', `${process.pid}-0`, safely)).rejects.toMatchObject({ code: 'NO_SUCH_VM' });
  });

  const qemu = 'qemu-system-x86_64';
  const whyNoQemu = spawnSync(qemu, ['--version']).status === 0 ? '' : ': there is no qemu-system-x86_64';
  test.skipIf(whyNoQemu !== '')(
    `of a QEMU whose monitor is known it is asked whether it has started, and then it is changed${whyNoQemu}`,
    { timeout: 200_000 },
    async () => {
      const socket = join(mkdtempSync(join(tmpdir(), 'regscope-qmp-')), 'qmp');
      await using vmm = await startQemu(qemu, ['-m', '64', '-smp', '1', '-qmp', `unix:${socket},server=on,wait=off`]);
      await expect.poll(async () => (await ofPid(hosts, vmm.pid))?.vcpus, { timeout: 60_000, interval: 500 }).toBe(1);
      const vm = await nameOf(hosts, vmm.pid);
      await expect.poll(async () => attachedOrReason(hosts, vm), { timeout: 60_000, interval: 200 }).toBe('attached');
      const access = await hosts.editable('local', vm);
      expect(await access.vm()).toMatchObject({ phase: 'new' });
      expect(await access.alone(async () => applyWrites(access, [sysenterCs(0)]))).toMatchObject({
        outcome: 'applied',
      });
      expect((await hosts.find('local').then(async (host) => host.vm(vm))).phase).toBe('new');
      vmm.monitor('cont');
      await expect.poll(async () => (await access.vm()).phase).toBe('started');
      await expect(applyWrites(access, [sysenterCs(0)])).rejects.toMatchObject({ code: 'VM_STARTED' });
      rmSync(dirname(socket), { recursive: true });
    },
  );

  test.skipIf(whyNoQemu !== '').for([{ sandbox: 'off' }, { sandbox: 'on' }])(
    `QEMU with -sandbox $sandbox is read before it starts, changed, and read while it runs${whyNoQemu}`,
    { timeout: 200_000 },
    async ({ sandbox }) => {
      await using vmm = await startQemu(qemu, [
        '-m',
        '64',
        '-smp',
        '2',
        '-sandbox',
        sandbox,
        '-name',
        'web1,debug-threads=on',
      ]);
      await expect.poll(async () => (await ofPid(hosts, vmm.pid))?.vcpus, { timeout: 60_000, interval: 500 }).toBe(2);
      const vm = await nameOf(hosts, vmm.pid);
      // Right after its start it may be building the machine still, and is not disturbed.
      await expect.poll(async () => attachedOrReason(hosts, vm), { timeout: 60_000, interval: 200 }).toBe('attached');
      const { registers } = await (await hosts.find('local')).snapshot(vm);
      expect(registers.length).toBeGreaterThan(20);
      vmm.monitor('cont');
      await sleep(FRESH_MS);
      expect((await hosts.attach('local', vm, safely)).stops.map(({ vcpu }) => vcpu)).toEqual([0, 1]);
      vmm.monitor('stop');
      await sleep(FRESH_MS);
      expect((await hosts.attach('local', vm, safely)).stops.map(({ vcpu }) => vcpu)).toEqual([0, 1]);
      expect((await ofPid(hosts, vmm.pid))?.pid).toBe(vmm.pid);
    },
  );
});

async function attachedOrReason(hosts: Hosts, vm: string): Promise<unknown> {
  return hosts.attach('local', vm, safely).then(
    () => 'attached',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}

function sysenterCs(through: number): PlannedWrite {
  return { id: SYSENTER_CS, through, seenBy: through, old: 0n, value: 0x10n, mask: 0xffffn };
}

async function ofPid(hosts: Hosts, pid: number) {
  return (await hosts.vms()).find((vm) => vm.kind === 'attached' && vm.pid === pid);
}

async function nameOf(hosts: Hosts, pid: number): Promise<string> {
  const found = await ofPid(hosts, pid);
  if (found === undefined) throw new Error(`no VM of process ${pid} is seen`);
  return found.vm;
}

/** Longer than a look is kept. */
const FRESH_MS = 1100;
