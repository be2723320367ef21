import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractSuite } from '@regscope/kvm/contract-suite';
import type { Kvm } from '@regscope/kvm';
import { defaultLab } from '@regscope/lab';
import type { OwnedHost } from './owned-host.ts';
import { registersOf } from './snapshot.ts';
import { hostFiles } from './host-files.ts';
import { Hosts } from './hosts.ts';
import { labHost } from './lab-host.ts';
import { whyNoLab } from './why-no-lab.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);

describe.skipIf(whyNoLab !== '')(`/dev/kvm of the lab through its agent${whyNoLab}`, () => {
  let kvm: Kvm;
  let release: () => Promise<void>;
  beforeAll(async () => {
    ({ kvm, release } = await labHost(defaultLab, files).connect(() => {}, new AbortController().signal));
  }, 600_000);
  afterAll(() => release());
  contractSuite(() => kvm);
});

describe.skipIf(whyNoLab !== '')(`a lab host${whyNoLab}`, () => {
  const hosts = new Hosts(files);
  let lab: OwnedHost;
  beforeAll(async () => {
    lab = await hosts.use('lab');
    await lab.start();
  }, 600_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  test('lists the registers of a real arm64 kernel, the same on both vCPUs, each read without an error', async () => {
    const { vm } = await lab.createVm({ vcpus: 2 });
    const { reading } = await lab.read(vm);
    const rows = registersOf(reading);
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.flatMap(({ errors }) => errors).filter((error) => error !== null)).toEqual([]);
    expect(rows.find(({ id }) => id === 0x6030_0000_0013_c020n)?.values).toSatisfy(
      ([a, b]: bigint[]) => a === b && a !== 0n,
    );
    expect(rows.find(({ id }) => id === 0x6030_0000_0013_c005n)?.values).toSatisfy(([a, b]: bigint[]) => a !== b);
  });

  test('takes 64 vCPUs, and leaves features out that were not asked for', async () => {
    const { vm } = await lab.createVm({ vcpus: 64, features: ['psci'] });
    const { reading } = await lab.read(vm);
    expect(reading.vcpus.length).toBe(64);
    expect(registersOf(reading).some(({ id }) => id === 0x6060_0000_0015_ffffn)).toBe(false);
    await lab.closeVm(vm);
  });

  test('runs a vCPU in AArch32 state too', async () => {
    const { vm } = await lab.createVm({ vcpus: 1, features: ['psci', 'gicv3', 'aarch32'] });
    expect(await lab.run(vm, 0)).toMatchObject({ exitReason: 'KVM_EXIT_MMIO', phase: 'started' });
    await lab.closeVm(vm);
  });

  test('that is stopped while VMs are being made keeps none of them, then or later', async () => {
    const making = Array.from({ length: 30 }, () => lab.createVm({ vcpus: 1 }));
    const settled = Promise.allSettled(making);
    await Promise.race(making);
    await lab.stop();
    expect((await settled).some(({ status }) => status === 'rejected')).toBe(true);
    expect(lab.vms()).toEqual([]);
    await lab.start();
    expect(lab.vms()).toEqual([]);
  });

  test('that is stopped while it starts says so to those who wait for it', async () => {
    await lab.stop();
    const starting = lab.start();
    await sleep(50);
    await Promise.all([lab.stop(), expect(starting).rejects.toMatchObject({ code: 'HOST_BUSY' })]);
    expect(await lab.describe()).toMatchObject({ state: 'stopped' });
    await lab.start();
  });

  test('that dies says what ended it', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    process.kill(qemuOf(process.pid), 'SIGKILL');
    await expect(lab.read(vm)).rejects.toMatchObject({ message: expect.stringContaining('signal SIGKILL') });
    await lab.start();
  });

  test('is stopped with its VMs, and starts anew from its saved state', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    await lab.stop();
    expect(() => lab.vm(vm)).toThrow('its host was stopped');
    expect((await lab.createVm({ vcpus: 1 })).vm).not.toBe(vm);
  });
});

/** The youngest QEMU that this process started. */
function qemuOf(parent: number): number {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const ours = pids.filter((pid) => {
    try {
      const [, name, ppid] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return name?.startsWith('qemu-system') === true && Number(ppid) === parent;
    } catch {
      return false;
    }
  });
  return Math.max(...ours);
}
