import { paths, RegscopeError, type AuditList, type RegisterList, type Vm, type WirePlan } from '@regscope/contract';
import { Hosts, type VmAccess } from '@regscope/sources';
import { whyClosed } from '@regscope/sources/why-closed';
import { expect, test } from 'vitest';
import { files, testServer } from '../test-server.ts';

/** Hosts whose VMs are written to through a way that is lost once so many writes were made, as an attach is when its tracer ends. */
class LosingHosts extends Hosts {
  left = Infinity;

  override async editable(host: string, vm: string): Promise<VmAccess> {
    const real = await super.editable(host, vm);
    return {
      host: real.host,
      name: real.name,
      vm: () => real.vm(),
      alone: (work) => real.alone(work),
      read: (ids) => real.read(ids),
      snapshot: () => real.snapshot(),
      scratch: (held) => real.scratch(held),
      write: async (writes) => {
        if (this.left-- > 0) return real.write(writes);
        throw new RegscopeError('KERNEL_REFUSED', 'the tracer ended: ptrace gave ESRCH', { errno: 'ESRCH' });
      },
    };
  }
}

test.skipIf(whyClosed !== '')(
  `when the way to a VM is lost in the middle, the answer and the log say that nobody knows what was written, and it can be read and edited again${whyClosed}`,
  async () => {
    const hosts = new LosingHosts(files);
    await using server = await testServer(hosts);
    const { json } = await server.ask('POST', paths.hostVms('local'), { vcpus: 2 });
    const { vm } = json as unknown as Vm;
    const stage = async (assignments: string[]) =>
      (await server.ask('POST', paths.stagePlan('local', vm), { assignments, vcpu: null })).json as unknown as WirePlan;
    const values = async () => {
      const { registers } = (await server.ask('GET', paths.registers('local', vm))).json as unknown as RegisterList;
      return ['IA32_SYSENTER_CS', 'IA32_SYSENTER_EIP'].map((one) => registers.find(({ name }) => name === one)?.values);
    };
    const heard: unknown[] = [];
    hosts.onChange((change) => heard.push(change));

    const plan = await stage(['IA32_SYSENTER_CS=0x10', 'IA32_SYSENTER_EIP=0x7']);
    hosts.left = 2;
    const lost = 'the tracer ended: ptrace gave ESRCH; nobody knows which registers were written before, if any';
    expect(await server.ask('POST', paths.applyPlan('local', vm), plan)).toMatchObject({
      status: 422,
      json: { code: 'KERNEL_REFUSED', message: `${lost}: read the VM again`, details: { errno: 'ESRCH' } },
    });
    const log = await server.ask('GET', `${paths.audit()}?host=local&vm=${vm}`);
    const [row] = (log.json as unknown as AuditList).rows;
    expect(row).toMatchObject({ kind: 'attempt', action: 'apply', result: { outcome: 'unknown', writes: [] } });
    expect(row?.kind === 'attempt' ? row.result?.message : '').toContain(lost);
    expect(row?.kind === 'attempt' ? row.writes.map(({ name, vcpu }) => `${name} ${vcpu}`) : []).toHaveLength(4);
    expect(heard).toContainEqual({ what: 'registers', host: 'local', vm });
    expect(await values()).toEqual([
      ['0x10', '0x10'],
      ['0x0', '0x0'],
    ]);

    hosts.left = Infinity;
    expect(await server.ask('POST', paths.applyPlan('local', vm), plan)).toMatchObject({
      json: { code: 'PLAN_STALE' },
    });
    const rest = await server.ask('POST', paths.applyPlan('local', vm), await stage(['IA32_SYSENTER_EIP=0x7']));
    expect(rest).toMatchObject({ status: 200, json: { outcome: 'applied' } });
  },
);
