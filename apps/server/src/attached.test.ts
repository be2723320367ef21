import { describe, expect, test } from 'vitest';
import { paths, wirePlan, type Attachment, type AuditList, type Sighting, type Vm } from '@regscope/contract';
import { asArch } from '@regscope/registers';
import { Hosts } from '@regscope/sources';
import { tinyVmm, whyNoVmm } from '@regscope/sources/tiny-vmm';
import { files, testServer } from './test-server.ts';

describe.skipIf(whyNoVmm !== '')(`a VM of another process${whyNoVmm}`, () => {
  test('is among the VMs of this machine, can be looked at, and is not read, changed or closed', async () => {
    await using server = await testServer(new Hosts(files));
    await using vmm = await tinyVmm({ vcpus: 2, more: ['stats'] });
    const { json } = await server.ask('GET', paths.vms());
    const vm = (json['vms'] as Vm[]).find(({ pid }) => pid === vmm.pid);
    expect(vm).toMatchObject({ host: 'local', kind: 'attached', vcpus: 2, features: null, phase: 'new' });
    const name = vm?.vm ?? '';
    expect(await server.ask('GET', paths.vm('local', name))).toEqual({ status: 200, json: vm });
    const sighting = await server.ask('GET', paths.sighting('local', name));
    expect(sighting).toMatchObject({ status: 200, json: { vm, idRegisters: [] } });
    expect((sighting.json as Sighting).threads).toHaveLength(2);
    const needs = { status: 409, json: { code: 'NEEDS_ATTACH', details: { vm: name, pid: vmm.pid } } };
    for (const path of [paths.registers('local', name), paths.features('local', name)])
      expect(await server.ask('GET', path)).toMatchObject(needs);
    const target = {
      host: 'local',
      vm: name,
      createdAt: vm?.createdAt ?? '',
      kernel: '',
      arch: asArch(vm?.arch ?? ''),
    };
    const plan = wirePlan({ target, edits: [] });
    for (const path of [paths.checkPlan, paths.tryPlan, paths.applyPlan])
      expect(await server.ask('POST', path('local', name), plan)).toMatchObject(needs);
    expect(await server.ask('POST', paths.undo('local', name), { attempt: 'any' })).toMatchObject(needs);
    const not = { status: 409, json: { code: 'NOT_EDITABLE' } };
    expect(await server.ask('DELETE', paths.vm('local', name))).toMatchObject(not);
    expect(await server.ask('POST', paths.run('local', name), { vcpu: 0 })).toMatchObject(not);
  });
});

describe.skipIf(whyNoVmm !== '')(`a capture of a VM of another process${whyNoVmm}`, () => {
  test('keeps what was read when somebody attached to it, and how long each vCPU stood still', async () => {
    await using server = await testServer(new Hosts(files));
    await using vmm = await tinyVmm({ vcpus: 2, more: ['stats'] });
    const { json } = await server.ask('GET', paths.vms());
    const name = (json['vms'] as Vm[]).find(({ pid }) => pid === vmm.pid)?.vm ?? '';
    const take = async () => server.ask('POST', paths.takeCapture('local', name), { probe: false });
    expect(await take()).toMatchObject({ status: 409, json: { code: 'NEEDS_ATTACH' } });
    const { json: attachment } = await server.ask('POST', paths.attach('local', name), {});
    const { rows } = (await server.ask('GET', paths.audit())).json as unknown as AuditList;
    expect(rows[0]).toMatchObject({ kind: 'access', what: 'attached', about: `local/${name}` });
    const list = await server.ask('GET', paths.registers('local', name));
    await vmm.run();
    const { status, json: capture } = await take();
    expect({ status, capture }).toMatchObject({
      status: 200,
      capture: { vm: { vcpus: 2, features: null, phase: 'new' }, announced: null, probe: null, attached: attachment },
    });
    expect((capture['attached'] as Attachment).stops).toHaveLength(2);
    expect(capture['registers']).toHaveLength((list.json['registers'] as unknown[]).length);
  });
});

test('what is no VM of another process has no sighting', async () => {
  await using server = await testServer(new Hosts(files));
  for (const name of ['7', '1-999999', 'new'])
    expect(await server.ask('GET', paths.sighting('local', name))).toMatchObject({
      status: 404,
      json: { code: 'NO_SUCH_VM' },
    });
  expect(await server.ask('GET', paths.sighting('mars', '1-2'))).toMatchObject({ status: 404 });
});
