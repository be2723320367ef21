import { paths, type PlanReach, type PlanReport, type Vm, type WirePlan } from '@regscope/contract';
import { whyClosed } from '@regscope/sources/why-closed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

const recording = 'arm64-7.3-max';
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

type Failed = { code: string; message: string };
const stage = async (assignments: string[], vcpu: number | null = null) => {
  const { status, json } = await server.ask('POST', paths.stagePlan(recording, '1'), { assignments, vcpu });
  return { status, json: json as unknown as WirePlan & Failed };
};
const check = async (plan: object) => {
  const { status, json } = await server.ask('POST', paths.checkPlan(recording, '1'), plan);
  return { status, json: json as unknown as PlanReport & Failed };
};

describe('what somebody types becomes a plan', () => {
  test('a field by name, of a register by name, id or encoding', async () => {
    const plans = await Promise.all(
      ['ID_AA64ISAR0_EL1.AES=0', 'id_aa64isar0_el1.aes=0b0', '0x603000000013c030.AES=0x0', 'S3_0_C0_C6_0.AES=0'].map(
        (text) => stage([text]),
      ),
    );
    expect(plans.map(({ json }) => json.edits)).toEqual(
      Array.from({ length: 4 }, () => [
        { id: '0x603000000013c030', vcpu: null, mask: '0xf0', from: '0x20', to: '0x0' },
      ]),
    );
  });

  test('what is there already changes nothing', async () => {
    expect((await stage(['ID_AA64ISAR0_EL1.AES=2'])).json.edits).toEqual([]);
  });

  test.each([
    ['ID_AA64ISAR0_EL1.AES', 400, 'BAD_REQUEST', 'a value is'],
    ['ID_AA64ISAR0_EL1.AES=-1', 400, 'BAD_REQUEST', 'not negative'],
    ['ID_AA64ISAR0_EL1.AES=1.5', 400, 'BAD_REQUEST', 'a value is'],
    ['ID_AA64ISAR0_EL1.AES=NaN', 400, 'BAD_REQUEST', 'a value is'],
    ['ID_AA64ISAR0_EL1.AES=16', 400, 'BAD_REQUEST', 'the field has 4 bits'],
    ['ID_AA64ISAR0_EL1=0x10000000000000000', 400, 'BAD_REQUEST', 'bit 64'],
    ['ID_AA64ISAR0_EL1.NOPE=1', 404, 'NO_SUCH_FIELD', 'AES'],
    ['clear 0x603000000013c030=0', 404, 'NO_SUCH_REGISTER', 'neither REGISTER nor'],
    ['NOPE.AES=1', 404, 'NO_SUCH_REGISTER', 'NOPE.AES'],
    ['IA32_EFER=1', 404, 'NO_SUCH_REGISTER', 'does not list IA32_EFER'],
  ])('%s is refused with %i %s', async (text, status, code, words) => {
    expect(await stage([text])).toMatchObject({ status, json: { code, message: expect.stringContaining(words) } });
  });
});

describe('a plan is checked', () => {
  test('with its writes, field by field, and whose state it is', async () => {
    const { json: plan } = await stage(['ID_AA64MMFR3_EL1.TCRX=0']);
    const { json } = await check(plan);
    expect(json).toMatchObject({
      refusals: [],
      writes: [
        {
          name: 'ID_AA64MMFR3_EL1',
          through: 0,
          seenBy: null,
          scope: { kind: 'vm' },
          fields: [{ name: 'TCRX', old: '0x1', new: '0x0' }],
        },
      ],
    });
    expect(json.follows).toContainEqual(expect.objectContaining({ name: 'TCR2_EL1', what: 'vanishes' }));
  });

  test('and refused change by change', async () => {
    const { json: plan } = await stage(['ID_AA64ISAR0_EL1.AES=0', 'TPIDR_EL1=1']);
    const [aes, tpidr] = plan.edits;
    const { json } = await check({
      ...plan,
      edits: [
        { ...aes, from: '0x10' },
        { ...tpidr, vcpu: 500 },
      ],
    });
    expect(json.refusals.map(({ edit, name, code }) => [edit, name, code])).toEqual([
      [0, 'ID_AA64ISAR0_EL1', 'STALE'],
      [1, 'TPIDR_EL1', 'NO_SUCH_VCPU'],
    ]);
    expect(json.writes).toEqual([]);
  });

  test.each<[string, (plan: WirePlan) => object]>([
    ['an extra key', (plan) => ({ ...plan, force: true })],
    ['an extra key of an edit', (plan) => ({ ...plan, edits: plan.edits.map((edit) => ({ ...edit, name: 'AES' })) })],
    ['a number for a value', (plan) => ({ ...plan, edits: plan.edits.map((edit) => ({ ...edit, to: 0 })) })],
    ['a negative value', (plan) => ({ ...plan, edits: plan.edits.map((edit) => ({ ...edit, to: '-0x1' })) })],
    ['a vCPU in a half', (plan) => ({ ...plan, edits: plan.edits.map((edit) => ({ ...edit, vcpu: 0.5 })) })],
    ['another version', (plan) => ({ ...plan, version: 2 })],
    ['ten thousand edits', (plan) => ({ ...plan, edits: Array.from({ length: 10_000 }, () => plan.edits[0]) })],
  ])('%s is refused as a whole', async (_, spoil) => {
    const { json: plan } = await stage(['ID_AA64ISAR0_EL1.AES=0']);
    expect(await check(spoil(plan))).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } });
  });
});

test('which recorded hosts would take the VM, now and with the plan', async () => {
  const { json: whole } = await stage(['VENDOR_HYP_BMAP_2=1', 'ID_AA64ISAR0_EL1.AES=0']);
  const plan = { ...whole, edits: whole.edits.filter(({ id }) => id === '0x603000000013c030') };
  const answer = await server.ask('POST', paths.reachOfPlan(recording, '1'), plan);
  const json = answer.json as unknown as PlanReach;
  const own = json.hosts.find(({ host }) => host === recording);
  expect(own).toMatchObject({ before: true, after: true, because: '', refused: [] });
  const older = json.hosts.find(({ host }) => host === 'arm64-6.12-max');
  expect([older?.before, older?.refused.map(({ name }) => name)]).toEqual([
    false,
    expect.arrayContaining(['VENDOR_HYP_BMAP_2', 'ID_AA64ISAR2_EL1.ATS1A', 'PMMIR_EL1']),
  ]);
  expect(json.hosts.every(({ host }) => host.startsWith('arm64'))).toBe(true);
});

describe.skipIf(whyClosed !== '')(`on this machine’s KVM${whyClosed}`, () => {
  test('a register that differs between vCPUs gets an edit for each', async () => {
    const { json } = await server.ask('POST', paths.hostVms('local'), { vcpus: 2 });
    const { vm } = json as unknown as Vm;
    const staged = await server.ask('POST', paths.stagePlan('local', vm), {
      assignments: ['IA32_SYSENTER_CS=7'],
      vcpu: 1,
    });
    const plan = staged.json as unknown as WirePlan;
    expect(plan.edits.map(({ vcpu, to }) => [vcpu, to])).toEqual([[1, '0x7']]);
    await server.ask('DELETE', paths.vm('local', vm));
  });
});
