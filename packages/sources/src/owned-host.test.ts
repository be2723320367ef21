import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyClosed } from '@regscope/kvm/test-files';
import { hostFiles, Hosts, type OwnedHost } from './index.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), {
  REGSCOPE_CACHE: `${tmpdir()}/regscope-no-cache`,
});

describe.skipIf(whyClosed !== '')(`VMs on this machine${whyClosed}`, () => {
  const hosts = new Hosts(files);
  let local: OwnedHost;
  beforeAll(async () => {
    local = await hosts.use('local');
  });
  afterAll(() => hosts[Symbol.asyncDispose]());

  test('a VM is made, read, run and closed, and its phase follows', async () => {
    const vm = await local.createVm({ vcpus: 2 });
    expect(vm).toMatchObject({ host: 'local', kind: 'owned', phase: 'new', vcpus: 2 });
    const { reading } = await local.read(vm.vm);
    expect(reading.vcpus.map(({ ids }) => ids.length > 20)).toEqual([true, true]);
    expect(await local.run(vm.vm, 0)).toMatchObject({
      phase: 'started',
      exitReason: expect.stringMatching(/^KVM_EXIT_/),
    });
    expect(local.vm(vm.vm).phase).toBe('started');
    expect(await local.closeVm(vm.vm)).toMatchObject({ phase: 'gone' });
    expect(() => local.vm(vm.vm)).toThrow(`local/${vm.vm} is gone: it was closed`);
  });

  test('two who close the same VM at once get one yes and one no', async () => {
    const { vm } = await local.createVm({ vcpus: 1 });
    const both = await Promise.allSettled([local.closeVm(vm), local.closeVm(vm)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a killed KVM process takes its VMs with it, says so, and the host comes back by itself', async () => {
    const { vm, pid } = await local.createVm({ vcpus: 1 });
    if (pid === null) throw new Error('a local VM has a process');
    process.kill(pid, 'SIGKILL');
    await expect(local.read(vm)).rejects.toMatchObject({ code: expect.stringMatching(/^(HOST_GONE|NO_SUCH_VM)$/) });
    await expect.poll(() => local.vms()).toEqual([]);
    expect(() => local.vm(vm)).toThrow('signal SIGKILL');
    const again = await local.createVm({ vcpus: 1 });
    expect(again.vm).not.toBe(vm);
    await local.closeVm(again.vm);
  });

  test('an unknown feature is refused by name, with what there is instead', async () => {
    await expect(local.createVm({ vcpus: 1, features: ['warp'] })).rejects.toMatchObject({
      code: 'NO_SUCH_FEATURE',
      details: { feature: 'warp' },
    });
  });
});

test('a host without its built files says how to get them', async () => {
  await using hosts = new Hosts({ ...files, library: '/nowhere/libregscope.so' });
  await expect((await hosts.use('local')).start()).rejects.toMatchObject({
    code: 'HOST_UNAVAILABLE',
    message: expect.stringContaining('npm start builds it'),
  });
  expect(await hosts.describe()).toContainEqual(
    expect.objectContaining({
      name: 'local',
      state: 'unavailable',
      because: expect.stringContaining('/nowhere/libregscope.so'),
    }),
  );
});

test('a name that is no host is refused, however hostile, and hosts that were named do not grow without end', async () => {
  await using hosts = new Hosts(files);
  for (const name of ['', '../etc', 'lab:6.12:max,driver=x', 'lab:6.12', 'LAB', 'lab:'.repeat(100)].filter(
    (one) => one !== 'lab:6.12',
  ))
    await expect(hosts.use(name)).rejects.toThrow('no host is called');
  const many = Array.from({ length: 200 }, (_, n) => `lab:6.${n + 1}:max`);
  await expect(Promise.all(many.map((name) => hosts.use(name)))).rejects.toThrow('hosts at most');
});

test('looking at a lab host that nobody used does not make it one of the hosts', async () => {
  await using hosts = new Hosts(files);
  expect(await (await hosts.find('lab:6.99:max')).describe()).toMatchObject({ name: 'lab:6.99:max', state: 'stopped' });
  const live = (await hosts.describe()).filter(({ kind }) => kind !== 'recorded');
  expect(live.map(({ name }) => name)).toEqual(['local', 'lab:6.12:max']);
  expect(await hosts.find('lab')).toBe(await hosts.find('lab:6.12:max'));
});
