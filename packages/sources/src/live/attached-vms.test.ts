import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Change, Vm } from '@regscope/contract';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { hostFiles, Hosts } from '../index.ts';
import { debugfsElsewhere } from './debugfs.test-helper.ts';
import { startQemu } from './qemu.test-helper.ts';
import { tinyVmm, whyNoVmm } from './tiny-vmm.test-helper.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const env = { REGSCOPE_CACHE: `${tmpdir()}/regscope-no-cache`, REGSCOPE_DATA: `${tmpdir()}/regscope-no-data` };
// What debugfs tells is looked at below, in a mount namespace of its own.
const files = { ...hostFiles(root, env), look: { ...hostFiles(root, env).look, debug: '/nowhere' } };

const whyNoDebugfs = await debugfsElsewhere().then(
  async (found) => found[Symbol.asyncDispose]().then(() => ''),
  (error: Error) => `: ${error.message}`,
);

describe.skipIf(whyNoVmm !== '')(`VMs of other processes${whyNoVmm}`, () => {
  const hosts = new Hosts(files);
  afterAll(() => hosts[Symbol.asyncDispose]());
  beforeEach(() => sleep(FRESH_MS));

  test.each([1, 2, 8])('%i vCPUs are found, new before the first run and started after it', async (vcpus) => {
    await using vmm = await tinyVmm({ vcpus, more: ['stats', '-name', 'guest=web1,debug-threads=on'] });
    const [vm, ...more] = await vmsOf(hosts, vmm.pid);
    expect(more).toEqual([]);
    expect(vm).toMatchObject({ host: 'local', kind: 'attached', phase: 'new', vcpus, features: null, vmm: 'unknown' });
    expect(Math.abs(Date.parse(vm?.createdAt ?? '') - Date.now())).toBeLessThan(60_000);
    await vmm.run();
    await sleep(FRESH_MS);
    expect((await vmsOf(hosts, vmm.pid)).map(({ phase }) => phase)).toEqual(['started']);
  });

  test('without a statistics descriptor nothing says that no vCPU has run, and the VM says so', async () => {
    await using vmm = await tinyVmm({ vcpus: 2 });
    expect(await vmsOf(hosts, vmm.pid)).toMatchObject([
      { phase: 'unknown', phaseBecause: expect.stringMatching(/debugfs is not mounted.*no statistics descriptor/) },
    ]);
  });

  test('of two VMs in one process nobody guesses which has which vCPUs', async () => {
    await using vmm = await tinyVmm({ vms: 2, vcpus: 2, more: ['stats'] });
    const both = await vmsOf(hosts, vmm.pid);
    expect(both.map(({ vcpus, phase }) => [vcpus, phase])).toEqual([
      [null, 'new'],
      [null, 'new'],
    ]);
    const sighting = await hosts.sighting('local', both[0]?.vm ?? '');
    expect(sighting).toMatchObject({ threads: [], stats: [], doubts: [expect.stringContaining('several VMs')] });
  });

  test('what can be seen of a VM is told with where it was seen, and its registers are not guessed', async () => {
    await using vmm = await tinyVmm({ vcpus: 2, more: ['stats'] });
    await vmm.run();
    const vm = await nameOf(hosts, vmm.pid);
    const { process, threads, stats, idRegisters } = await hosts.sighting('local', vm);
    expect(process).toMatchObject({ pid: vmm.pid, comm: 'tiny-vmm', version: null, apart: '' });
    expect(threads.map(({ name, vcpu, from }) => [name, vcpu, from])).toEqual([
      ['CPU 0/KVM', 0, 'name'],
      ['CPU 1/KVM', 1, 'name'],
    ]);
    const exits = stats.filter(({ name }) => name === 'exits');
    expect(exits.map(({ vcpu, value }) => [vcpu, BigInt(value) > 0n])).toEqual([
      [0, true],
      [1, true],
    ]);
    expect(idRegisters).toEqual([]);
    const local = await hosts.find('local');
    await expect(local.snapshot(vm)).rejects.toMatchObject({ code: 'NEEDS_ATTACH', details: { vm, pid: vmm.pid } });
    const owner = await hosts.live('local');
    await expect(owner.closeVm(vm)).rejects.toMatchObject({ code: 'NOT_EDITABLE' });
    await expect(owner.run(vm, 0)).rejects.toMatchObject({ code: 'NOT_EDITABLE' });
  });

  test('a VM whose process is killed while it is listed is gone, and those who listen hear of it', async () => {
    const heard: Change[] = [];
    const stop = hosts.onChange((change) => heard.push(change));
    const vmm = await tinyVmm({ vcpus: 1 });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    const vm = await nameOf(hosts, vmm.pid);
    heard.length = 0;
    await vmm.kill();
    await expect.poll(() => heard).toContainEqual({ what: 'vms' });
    stop();
    expect(await vmsOf(hosts, vmm.pid)).toEqual([]);
    await expect((await hosts.find('local')).vm(vm)).rejects.toThrow(`local/${vm} is gone`);
    await expect(hosts.sighting('local', vm)).rejects.toMatchObject({ code: 'NO_SUCH_VM' });
  });

  const apart = ['unshare', '--mount', '--pid', '--fork', '--kill-child'];
  const whyTogether = tryOut([...apart, 'true']);
  test.skipIf(whyTogether !== '')(
    `a VM in another mount and pid namespace is found, and shown as such${whyTogether}`,
    async () => {
      await using vmm = await tinyVmm({ vcpus: 1, under: apart, more: ['stats'] });
      const all = (await (await hosts.find('local')).vms()).filter(({ kind }) => kind === 'attached');
      const inside = all.find(({ pid }) => parentOf(pid) === vmm.pid);
      expect(inside).toMatchObject({ phase: 'new', vcpus: 1 });
      expect((await hosts.sighting('local', inside?.vm ?? '')).process.apart).toBe(
        'In another mount and pid namespaces, as in a container, where it is process 1.',
      );
    },
  );

  const qemu = 'qemu-system-x86_64';
  const whyNoQemu = process.arch === 'x64' ? tryOut([qemu, '--version']) : ': this is not x86-64';
  test.skipIf(whyNoQemu !== '')(
    `QEMU is found by name, and its VM as new until it runs, where debugfs tells${whyNoQemu}`,
    async () => {
      await using debugfs = whyNoDebugfs === '' ? await debugfsElsewhere() : undefined;
      const look = debugfs === undefined ? files.look : { ...files.look, debug: debugfs.folder };
      await using around = new Hosts({ ...files, look });
      await using vmm = await startQemu(qemu, ['-m', '64', '-smp', '2', '-name', 'guest=web1,debug-threads=on']);
      const seen = async () => (await vmsOf(around, vmm.pid)).map(({ name, vcpus, phase }) => [name, vcpus, phase]);
      const phases = debugfs === undefined ? ['unknown', 'started'] : ['new', 'started'];
      await expect.poll(seen).toEqual([['web1', 2, phases[0]]]);
      const { vm, process: program, threads } = await around.sighting('local', await nameOf(around, vmm.pid));
      expect(vm.vmm).toBe('QEMU');
      expect(program).toMatchObject({ comm: 'qemu-system-x86', exe: expect.stringMatching(/\/qemu-system-x86_64$/) });
      expect(threads.map(({ name }) => name)).toEqual(['CPU 0/KVM', 'CPU 1/KVM']);
      vmm.monitor('cont');
      await expect.poll(seen).toEqual([['web1', 2, phases[1]]]);
    },
  );

  test.skipIf(whyNoDebugfs !== '')(`debugfs tells which VM has which vCPUs and threads${whyNoDebugfs}`, async () => {
    await using debugfs = await debugfsElsewhere();
    await using withDebugfs = new Hosts({ ...files, look: { ...files.look, debug: debugfs.folder } });
    await using vmm = await tinyVmm({ vms: 2, vcpus: 2 });
    expect(await vmsOf(withDebugfs, vmm.pid)).toMatchObject([
      { phase: 'new', vcpus: 2, phaseBecause: 'no thread has ever called KVM_RUN on a vCPU (debugfs, pid)' },
      { phase: 'new', vcpus: 2 },
    ]);
    await vmm.run();
    await sleep(FRESH_MS);
    const both = await vmsOf(withDebugfs, vmm.pid);
    expect(both.map(({ phase }) => phase)).toEqual(['started', 'started']);
    const sightings = await Promise.all(both.map(async ({ vm }) => withDebugfs.sighting('local', vm)));
    const told = sightings.map(({ threads }) => threads.map(({ vcpu, from }) => [vcpu, from]));
    const ofOne = [
      [0, 'debugfs'],
      [1, 'debugfs'],
    ];
    expect(told).toEqual([ofOne, ofOne]);
    expect(new Set(sightings.flatMap(({ threads }) => threads.map(({ tid }) => tid))).size).toBe(4);
    expect(sightings[0]?.doubts).toEqual([]);
  });

  test('VMs that regscope made itself are listed once, as its own', async () => {
    const local = await hosts.use('local');
    const { vm, pid } = await local.createVm({ vcpus: 1 });
    const found = (await (await hosts.find('local')).vms()).filter((one) => one.pid === pid);
    expect(found.map(({ kind }) => kind)).toEqual(['owned']);
    await local.closeVm(vm);
  });
});

async function vmsOf(hosts: Hosts, pid: number): Promise<Vm[]> {
  return (await (await hosts.find('local')).vms()).filter((vm) => vm.kind === 'attached' && vm.pid === pid);
}

async function nameOf(hosts: Hosts, pid: number): Promise<string> {
  return (await vmsOf(hosts, pid))[0]?.vm ?? '';
}

function parentOf(pid: number | null): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

/** Why a command cannot be run here; empty when it can. */
function tryOut([command = '', ...rest]: readonly string[]): string {
  const { status, stderr, error } = spawnSync(command, rest, { encoding: 'utf8' });
  return status === 0 ? '' : `: ${error?.message ?? stderr.trim()}`;
}

const FRESH_MS = 1050;
