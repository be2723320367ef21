import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  paths,
  type AuditList,
  type PlanOutcome,
  type PlanReport,
  type RegisterList,
  type Vm,
  type WirePlan,
} from '@regscope/contract';
import { whyClosed } from '@regscope/sources/why-closed';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

type Failed = { code: string; message: string; details: { codes?: string[]; refusals?: string[] } };

describe.skipIf(whyClosed !== '')(`edits of a VM on this machine’s KVM${whyClosed}`, () => {
  const data = mkdtempSync(join(tmpdir(), 'regscope-edits-'));
  let server: Awaited<ReturnType<typeof testServer>>;
  let vm: string;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(data, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { json } = await server.ask('POST', paths.hostVms('local'), { vcpus: 2 });
    ({ vm } = json as unknown as Vm);
  });

  const post = async (path: string, body: object) => {
    const { status, json } = await server.ask('POST', path, body);
    return { status, json: json as unknown as PlanOutcome & Failed };
  };
  const stage = async (assignments: string[], vcpu: number | null = null) =>
    (await server.ask('POST', paths.stagePlan('local', vm), { assignments, vcpu })).json as unknown as WirePlan;
  const refused = async (text: string, vcpu: number) =>
    (await stage([text], vcpu)) as unknown as Failed & { message: string };
  const apply = (plan: WirePlan) => post(paths.applyPlan('local', vm), plan);
  const valuesOf = async (name: string) => {
    const { json } = await server.ask('GET', paths.registers('local', vm));
    return (json as unknown as RegisterList).registers.find((row) => row.name === name)?.values;
  };
  const log = async () =>
    (await server.ask('GET', `${paths.audit()}?host=local&vm=${vm}`)).json as unknown as AuditList;
  const attempts = async () => (await log()).rows.flatMap((row) => (row.kind === 'attempt' ? [row] : []));

  test('a plan is tried, applied, read back and recorded before and after; its undo is a plan of its own', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    const tried = await post(paths.tryPlan('local', vm), plan);
    expect(tried).toMatchObject({ status: 200, json: { outcome: 'applied', undo: null } });
    expect(await valuesOf('IA32_SYSENTER_CS')).toEqual(['0x0', '0x0']);

    const applied = await apply(plan);
    expect(applied.json).toMatchObject({
      outcome: 'applied',
      writes: [{ through: 0, did: 'written', stored: '0x10' }, { through: 1 }],
    });
    expect(await valuesOf('IA32_SYSENTER_CS')).toEqual(['0x10', '0x10']);

    const undone = await post(paths.undo('local', vm), { attempt: applied.json.attempt });
    expect(undone.json.outcome).toBe('applied');
    expect(await valuesOf('IA32_SYSENTER_CS')).toEqual(['0x0', '0x0']);

    expect(
      (await attempts()).map(({ action, undoes, result, who }) => [action, undoes, result?.outcome, who.role]),
    ).toEqual([
      ['undo', applied.json.attempt, 'applied', 'admin'],
      ['apply', null, 'applied', 'admin'],
      ['try', null, 'applied', 'admin'],
    ]);
    expect(applied.json.undo?.edits).toEqual(plan.edits.map((edit) => ({ ...edit, from: edit.to, to: edit.from })));
  });

  test('of one vCPU, nothing of the other changes', async () => {
    await apply(await stage(['IA32_SYSENTER_ESP=0x1234'], 1));
    expect(await valuesOf('IA32_SYSENTER_ESP')).toEqual(['0x0', '0x1234']);
  });

  test('what KVM refuses is put back as a whole, with register, ioctl and errno in the sentence', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10', 'IA32_LSTAR=0xffff000000000000']);
    const { status, json } = await apply(plan);
    expect([status, json.outcome, ...json.writes.map(({ did }) => did)]).toEqual([
      200,
      'rolled back',
      'put back',
      'put back',
      'refused',
      'not tried',
    ]);
    expect(json.message).toBe(
      'KVM_SET_ONE_REG of IA32_LSTAR (0x20300002c0000082) to 0xffff000000000000 gave EINVAL. The old values are back',
    );
    expect(await valuesOf('IA32_SYSENTER_CS')).toEqual(['0x0', '0x0']);
  });

  test('two people edit: the second plan is stale, is refused with the difference, and loses nothing', async () => {
    const [first, second] = [await stage(['IA32_SYSENTER_CS=0x10']), await stage(['IA32_SYSENTER_CS=0x20'])];
    const [a, b] = await Promise.all([apply(first), apply(second)]);
    expect([a.json.outcome, b.status, b.json.code]).toEqual(['applied', 409, 'PLAN_STALE']);
    expect(b.json.details.refusals?.[0]).toMatch(/IA32_SYSENTER_CS .*vCPU 0 holds 0x10/);
    expect(await valuesOf('IA32_SYSENTER_CS')).toEqual(['0x10', '0x10']);
  });

  test('a time stamp counter that KVM did not set is not called written', async () => {
    const { json } = await post(paths.tryPlan('local', vm), await stage(['IA32_TIME_STAMP_COUNTER=0x100000000000'], 0));
    const [write] = json.writes;
    const isSet = BigInt.asUintN(64, BigInt(write?.stored ?? 0) - 0x1000_0000_0000n) < 1n << 38n;
    expect(write?.did).toBe(isSet ? 'written' : 'changed');
  });

  test('what was applied to every vCPU is taken back as few changes, however many vCPUs there are', async () => {
    const { json } = await server.ask('POST', paths.hostVms('local'), { vcpus: 64 });
    ({ vm } = json as unknown as Vm);
    const names = ['IA32_SYSENTER_CS', 'IA32_SYSENTER_EIP', 'IA32_STAR', 'IA32_LSTAR'];
    const applied = await apply(await stage(names.map((name) => `${name}=2`)));
    expect([applied.json.outcome, applied.json.writes.length]).toEqual(['applied', 256]);
    const undone = await post(paths.undo('local', vm), { attempt: applied.json.attempt });
    expect([undone.json.outcome, undone.json.undo?.edits.length]).toEqual(['applied', 4]);
  });

  test('a VM that has run is told when its plan is checked, too', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    await server.ask('POST', paths.run('local', vm), { vcpu: 0 });
    const { json } = await server.ask('POST', paths.checkPlan('local', vm), plan);
    expect((json as unknown as PlanReport).refusals).toContainEqual(
      expect.objectContaining({ code: 'VM_STARTED', edit: null }),
    );
  });

  test('an id of more than 64 bits is no id', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    const wide = { ...plan, edits: plan.edits.map((edit) => ({ ...edit, id: '0x10000000000000000' })) };
    expect(await post(paths.checkPlan('local', vm), wide)).toMatchObject({
      status: 400,
      json: { code: 'BAD_REQUEST' },
    });
  });

  test('a vCPU that the VM has not, or a register that it has once, is refused where it is named', async () => {
    expect((await refused('IA32_SYSENTER_CS=0x10', 7)).message).toContain('vCPUs 0 to 1, not 7');
    expect((await refused('KVM_WALL_CLOCK_NEW=0x1000', 1)).message).toContain('has this register once');
  });

  test('a plan for another VM, or for a later one of the name, is refused', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    const other = { ...plan, target: { ...plan.target, createdAt: '2020-01-01T00:00:00.000Z' } };
    expect(await apply(other)).toMatchObject({
      status: 409,
      json: { code: 'PLAN_STALE', details: { codes: ['OTHER_VM'] } },
    });
  });

  test('a plan that was never right is refused as such, each change with its reason, and nothing of it is done', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    const [edit] = plan.edits;
    const twice = { ...plan, edits: [...plan.edits, ...(edit === undefined ? [] : [{ ...edit, to: '0x20' }])] };
    expect(await apply(twice)).toMatchObject({
      status: 422,
      json: { code: 'PLAN_REFUSED', details: { codes: ['OVERLAP'] } },
    });
    expect(await valuesOf('IA32_SYSENTER_CS')).toEqual(['0x0', '0x0']);
  });

  test('after the first run every edit is refused with 409, in the middle of anything', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    await server.ask('POST', paths.run('local', vm), { vcpu: 0 });
    for (const path of [paths.applyPlan('local', vm), paths.tryPlan('local', vm)])
      expect(await post(path, plan)).toMatchObject({ status: 409, json: { code: 'VM_STARTED' } });
  });

  test('a recording is evidence: it can be checked, not changed', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    const name = 'arm64-7.3-max';
    expect(await post(paths.applyPlan(name, '1'), plan)).toMatchObject({ status: 409, json: { code: 'RECORDED' } });
  });

  test('nothing is taken back that was not applied to this very VM', async () => {
    expect(await post(paths.undo('local', vm), { attempt: 'never' })).toMatchObject({
      status: 404,
      json: { code: 'NO_SUCH_ATTEMPT' },
    });
    const tried = await post(paths.tryPlan('local', vm), await stage(['IA32_SYSENTER_CS=0x10']));
    expect(await post(paths.undo('local', vm), { attempt: tried.json.attempt })).toMatchObject({
      json: { code: 'NO_SUCH_ATTEMPT' },
    });
  });

  test('when its host ends in the middle, the log says that nobody knows', async () => {
    const plan = await stage(['IA32_SYSENTER_CS=0x10']);
    const { json } = await server.ask('GET', paths.vm('local', vm));
    const { pid } = json as unknown as Vm;
    // 0 would be this process and all that belongs to it.
    if (pid === null || !(pid > 0)) throw new Error('the VM is in no process of its own');
    process.kill(pid, 'SIGSTOP');
    const applying = apply(plan);
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.kill(pid, 'SIGKILL');
    expect((await applying).status).toBe(410);
    expect((await attempts()).every(({ result }) => result !== null)).toBe(true);
  });
});
