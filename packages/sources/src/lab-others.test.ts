// VMs of real VMMs on arm64, found through the agent of the lab host that they run on.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Change, Vm } from '@regscope/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostFiles } from './host-files.ts';
import { Hosts } from './hosts.ts';
import type { OwnedHost } from './owned-host.ts';
import { whyNoLab } from './why-no-lab.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);
const name = 'lab:6.12:max+qemu';

describe.skipIf(whyNoLab !== '')(`VMs of other processes on a lab host${whyNoLab}`, { timeout: 200_000 }, () => {
  const hosts = new Hosts(files);
  let lab: OwnedHost;
  beforeAll(async () => {
    lab = await hosts.use(name);
    await lab.start();
  }, 600_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  test('are listed with their VMM, name, vCPUs and phase, and the host says that nothing is hidden', async () => {
    const shown = await othersOf(hosts);
    const common = { host: name, kind: 'attached', vmm: 'QEMU', arch: 'arm64', features: null, vm: shownName };
    expect(shown).toMatchObject([
      { ...common, name: 'running', vcpus: 2, phase: 'started' },
      { ...common, name: 'sandboxed', vcpus: 1, phase: 'started' },
      { ...common, name: 'waiting', vcpus: 2, phase: 'new' },
    ]);
    expect(shown.map(({ phaseBecause }) => phaseBecause)).toEqual([
      'vCPUs have left the guest (exits > 0, debugfs)',
      'vCPUs have left the guest (exits > 0, debugfs)',
      'no vCPU has ever left the guest (exits = 0, debugfs)',
    ]);
    expect(await (await hosts.find(name)).describe()).toMatchObject({ state: 'ready', unseen: '' });
  });

  test('are shown with their program, their threads, their statistics and the ID registers of debugfs', async () => {
    const running = await hosts.sighting(name, (await other(hosts, 'running')).vm);
    expect(running.process).toMatchObject({ exe: '/usr/bin/qemu-system-aarch64', uid: 0, version: null, apart: '' });
    expect(running.process.versionBecause).toContain('no Debian package of this machine');
    const byName = [
      ['CPU 0/KVM', 0, 'name'],
      ['CPU 1/KVM', 1, 'name'],
    ];
    expect(running.threads.map((thread) => [thread.name, thread.vcpu, thread.from])).toEqual(byName);
    expect(BigInt(running.stats.find((stat) => stat.name === 'exits')?.value ?? 0)).toBeGreaterThan(0n);
    expect(running.idRegisters).toContainEqual({ name: 'ID_AA64ISAR0_EL1', value: expect.stringMatching(/^0x/) });
    expect(Math.abs(Date.parse(running.readAt) - Date.now())).toBeLessThan(30_000);

    const waiting = await hosts.sighting(name, (await other(hosts, 'waiting')).vm);
    expect(waiting.threads.map((thread) => [thread.name, thread.vcpu, thread.from])).toEqual(byName);
    const sandboxed = await hosts.sighting(name, (await other(hosts, 'sandboxed')).vm);
    expect(sandboxed.threads).toEqual([]);
    expect(sandboxed.doubts).toContainEqual(expect.stringContaining('the VMM does not name its threads'));
  });

  test('are left alone, and those that regscope makes there are its own', async () => {
    const { vm } = await other(hosts, 'waiting');
    const shared = await hosts.find(name);
    await expect(shared.snapshot(vm)).rejects.toMatchObject({ code: 'NEEDS_ATTACH', details: { host: name, vm } });
    await expect(lab.run(vm, 0)).rejects.toMatchObject({ code: 'NOT_EDITABLE' });
    const own = await lab.createVm({ vcpus: 1 });
    const all = await shared.vms();
    expect(all.filter(({ kind }) => kind === 'owned').map((one) => one.vm)).toEqual([own.vm]);
    expect(all.length).toBe(4);
    await lab.closeVm(own.vm);
  });

  test('are shown as they were seen last while the agent is busy with something else', async () => {
    await othersOf(hosts);
    const own = await lab.createVm({ vcpus: 1 });
    const { kvm, number } = lab.numberOf(own.vm);
    const ids = await kvm.list(number, 0);
    const left = { flips: 3 };
    const flips = Array.from({ length: left.flips }, async () =>
      kvm.flip(number, { vcpu: 0 }, ids).finally(() => left.flips--),
    );
    await sleep(1100);
    const seen = await othersOf(hosts);
    expect(left.flips).toBeGreaterThan(0);
    expect(seen.length).toBe(3);
    await Promise.all(flips);
    await lab.closeVm(own.vm);
  });

  test('become started when they are, and are gone when their VMM ends: those who listen hear of it', async () => {
    const heard: Change[] = [];
    const stop = hosts.onChange((change) => heard.push(change));
    const { vm } = await other(hosts, 'sandboxed');
    await monitorOf(lab, 'waiting').execute('cont');
    await expect.poll(async () => (await other(hosts, 'waiting')).phase).toBe('started');
    await monitorOf(lab, 'sandboxed')
      .execute('quit')
      .catch(() => undefined);
    await expect.poll(async () => (await othersOf(hosts)).length).toBe(2);
    await expect((await hosts.find(name)).vm(vm)).rejects.toThrow(`${name}/${vm} is gone: QEMU (pid `);
    expect(heard).toContainEqual({ what: 'vms' });
    stop();
  });

  test('end with the lab host, and are there again when it starts anew', async () => {
    const { vm } = await other(hosts, 'running');
    await lab.stop();
    expect(await othersOf(hosts)).toEqual([]);
    await expect((await hosts.find(name)).vm(vm)).rejects.toThrow(`${name} is not running`);
    await lab.start();
    expect((await othersOf(hosts)).map((one) => one.phase)).toEqual(['started', 'started', 'new']);
  });
});

const shownName = expect.stringMatching(/^\d+-\d+$/);

/** In the order of their names. */
async function othersOf(hosts: Hosts): Promise<Vm[]> {
  const all = (await hosts.vms()).filter(({ host, kind }) => host === name && kind === 'attached');
  return all.toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

async function other(hosts: Hosts, called: string): Promise<Vm> {
  const found = (await othersOf(hosts)).find((vm) => vm.name === called);
  if (found === undefined) throw new Error(`${name} shows no VM ${called}`);
  return found;
}

function monitorOf({ ready }: OwnedHost, called: string) {
  const inner = ready?.inner?.get(called);
  if (inner === undefined) throw new Error(`${name} runs no guest ${called}`);
  return inner.monitor;
}
