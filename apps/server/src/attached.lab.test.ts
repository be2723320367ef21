import { fileURLToPath } from 'node:url';
import { paths, type Sighting, type Vm } from '@regscope/contract';
import { hostFiles, Hosts } from '@regscope/sources';
import { whyNoLab } from '@regscope/sources/why-no-lab';
import { describe, expect, test } from 'vitest';
import { files, testServer } from './test-server.ts';

const { cache } = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);

describe.skipIf(whyNoLab !== '')(`VMs of QEMU on an arm64 lab host${whyNoLab}`, { timeout: 600_000 }, () => {
  test('are among the VMs once the host has started, can be looked at, and are not read', async () => {
    const host = 'lab:6.12:max+qemu';
    await using server = await testServer(new Hosts({ ...files, cache }));
    const attached = async () => {
      const { json } = await server.ask('GET', paths.vms());
      return (json['vms'] as Vm[]).filter((vm) => vm.host === host && vm.kind === 'attached');
    };
    expect(await attached()).toEqual([]);
    expect(await server.ask('POST', paths.startHost(host))).toMatchObject({ status: 200 });
    const all = await attached();
    expect(all).toHaveLength(3);
    const vm = all.find(({ name }) => name === 'waiting');
    expect(vm).toMatchObject({ vmm: 'QEMU', vcpus: 2, phase: 'new', arch: 'arm64' });
    const name = vm?.vm ?? '';
    expect(await server.ask('GET', paths.vm(host, name))).toEqual({ status: 200, json: vm });
    const { status, json } = await server.ask('GET', paths.sighting(host, name));
    expect(status).toBe(200);
    const { threads, idRegisters } = json as Sighting;
    expect(threads.map((thread) => thread.name)).toEqual(['CPU 0/KVM', 'CPU 1/KVM']);
    expect(idRegisters.length).toBeGreaterThan(30);
    expect(await server.ask('GET', paths.registers(host, name))).toMatchObject({
      status: 409,
      json: { code: 'NEEDS_ATTACH', details: { host, vm: name, pid: vm?.pid } },
    });
  });
});
