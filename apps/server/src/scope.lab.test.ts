// What is said of scope where the kernel says it itself: the kernel of native/kernel, as lab:scope:max.
import { fileURLToPath } from 'node:url';
import { paths, type RegisterList } from '@regscope/contract';
import { parseHex, registerId } from '@regscope/registers';
import { hostFiles, Hosts, type OwnedHost } from '@regscope/sources';
import { whyNoLab } from '@regscope/sources/why-no-lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);
const name = 'lab:scope:max';

describe.skipIf(whyNoLab !== '')(`a kernel that tells scope${whyNoLab}`, () => {
  const hosts = new Hosts(files);
  let server: Awaited<ReturnType<typeof testServer>>;
  let host: OwnedHost;
  beforeAll(async () => {
    server = await testServer(hosts);
    host = await hosts.use(name);
    await host.start();
  }, 1_800_000);
  afterAll(() => server[Symbol.asyncDispose]());

  const listOf = async (features?: string[]) => {
    const { vm } = await host.createVm({ vcpus: 2, ...(features === undefined ? {} : { features }) });
    const { json } = await server.ask('GET', paths.registers(name, vm));
    return json as unknown as RegisterList;
  };

  test('is believed before the source of the kernel, and both agree on every register', async () => {
    const { kernel, registers } = await listOf();
    expect(kernel).toMatch(/-scope$/);
    const scopes = registers.map(({ scope }) => scope);
    expect(new Set(scopes.map(({ evidence, because }) => `${evidence} ${because}`))).toEqual(
      new Set([`kernel ${kernel}`]),
    );
    expect(scopes.filter(({ quarrels }) => quarrels !== undefined)).toEqual([]);
    expect(scopes.filter(({ kind }) => kind === 'vm').length).toBeGreaterThan(60);
    expect(registers.find((row) => row.name === 'PMCR_EL0')?.scope).toMatchObject({
      kind: 'mixed',
      fields: { N: 'vm' },
    });
  });

  test('gives ids without scope, as they are compared and stored everywhere', async () => {
    const { registers } = await listOf();
    const ids = registers.map(({ id }) => parseHex(id) ?? 0n);
    expect(ids.filter((id) => (id & 0x3000_0000n) !== 0n)).toEqual([]);
    expect(ids).toContain(0x6030_0000_0014_0000n);
  });

  test('says vCPU of PMCR_EL0 where N cannot be set, and what the source says of it is shown as a quarrel', async () => {
    const { registers } = await listOf(['psci', 'gicv3', 'pmu', 'pmu-strict']);
    expect(registers.find((row) => row.name === 'PMCR_EL0')?.scope).toMatchObject({
      kind: 'vcpu',
      evidence: 'kernel',
      quarrels: [{ kind: 'mixed', evidence: 'catalogue' }],
    });
  });

  test('agrees with regscope’s own probe on every register of which any bit can be changed', async () => {
    const { vm } = await host.createVm({ vcpus: 2 });
    const { kvm, number } = host.numberOf(vm);
    const scopes = await kvm.scopes(number);
    const ids = (await kvm.list(number, 0)).filter((id) => ((id >> 52n) & 15n) <= 4n);
    const found = await kvm.flip(number, { vcpu: 0, other: 1 }, ids);
    const seen = found.flatMap(({ id, taken, seen: there }) =>
      taken === 0n ? [] : [{ id, shared: there, own: taken & ~there }],
    );
    const wrong = seen.filter(({ id, shared, own }) => {
      const kind = shared === 0n ? 'vcpu' : own === 0n ? 'vm' : 'mixed';
      return scopes?.get(registerId(id)) !== kind;
    });
    expect(wrong).toEqual([]);
    expect(seen.length).toBeGreaterThan(250);
  });
});
