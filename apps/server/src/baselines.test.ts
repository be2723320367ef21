import { paths, type Baseline, type BaselineExport } from '@regscope/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const ask = async (hosts: readonly unknown[], more: object = {}) => {
  const { status, json } = await server.ask('POST', paths.baselines(), { hosts, ...more });
  return { status, json: json as unknown as Baseline & { code: string; message: string } };
};
const exported = async (format: string, hosts: readonly string[], more: object = {}) => {
  const { json } = await server.ask('POST', paths.exportBaseline(), { hosts, format, ...more });
  return json as unknown as BaselineExport;
};
const pair = ['arm64-6.12-max', 'arm64-7.3-max'];

test('what two kernels have in common: values with masks, the cost with its reason, what blocks', async () => {
  const { json } = await ask(pair);
  expect(json.registers.find(({ name }) => name === 'PSCI_VERSION')).toMatchObject({
    value: '0x10001',
    mask: '0xffffffffffffffff',
    own: ['0x10001', '0x10003'],
  });
  expect(json.cost.find(({ feature }) => feature === 'FEAT_SCTLR2')).toMatchObject({
    field: 'ID_AA64MMFR3_EL1.SCTLRX',
    because: ['arm64-6.12-max'],
  });
  expect(json.blocking).toMatchObject([
    {
      name: 'ID_AA64MMFR2_EL1',
      field: 'NV',
      because: 'no value is taken by all: arm64-6.12-max only 0x2; arm64-7.3-max only 0x0',
    },
  ]);
  expect(json.hosts.map(({ forecast }) => forecast?.refused.map(({ name }) => name))).toEqual([
    ['ID_AA64MMFR2_EL1', 'VENDOR_HYP_BMAP_2', 'PMMIR_EL1'],
    [],
  ]);
  expect(json.lacking.find(({ name }) => name === 'SCTLR2_EL1')).toMatchObject({
    hiddenBy: 'ID_AA64MMFR3_EL1.SCTLRX=0x0',
    gone: true,
  });
});

test('a VM of a recorded host stands for the host, and one host alone costs nothing', async () => {
  const { json } = await ask([{ host: 'arm64-7.3-max', vm: '1' }]);
  expect([json.hosts.map(({ name }) => name), json.cost, json.blocking]).toEqual([['arm64-7.3-max'], [], []]);
});

test('all arm64 hosts that ship are asked at once', async () => {
  const { captures } = await server
    .ask('GET', paths.captures())
    .then(({ json }) => json as never as { captures: { name: string }[] });
  const names = captures.flatMap(({ name }) => (name.startsWith('arm64') ? [name] : []));
  const { json } = await ask(names);
  expect(json.hosts.filter(({ unknown }) => unknown !== null).map(({ name }) => name)).toEqual([
    'arm64-7.3-max-minimal',
  ]);
});

test('each format is a file with what it cannot say; a plan is for one host', async () => {
  const firecracker = await exported('firecracker', pair);
  expect(JSON.parse(firecracker.text).reg_modifiers).toContainEqual({
    addr: '0x603000000013c03b',
    bitmap: `0b${'x'.repeat(56)}0000xxxx`,
  });
  expect(firecracker.notes.join('\n')).toContain('ID_AA64MMFR2_EL1.NV');
  expect((await exported('qemu', pair)).text).toContain('SYSREG_ID_AA64MMFR3_EL1_SCTLRX=0x0');
  const plan = JSON.parse((await exported('plan', pair, { host: 'arm64-7.3-max' })).text);
  expect(plan.edits).toContainEqual({
    id: '0x6030000000140000',
    vcpu: null,
    mask: expect.any(String),
    from: '0x10003',
    to: '0x10001',
  });
  expect((await exported('csv', pair)).text.split('\r\n')[0]).toBe(
    'id,register,field,msb,lsb,baseline,arm64-6.12-max,arm64-7.3-max',
  );
  expect((await exported('markdown', pair)).text).toContain('# Baseline of 2 hosts');
});

test.each<[string, unknown[], object, number, string]>([
  ['two architectures', ['x86-64', 'arm64-7.3-max'], {}, 400, 'one architecture'],
  ['x86-64', ['x86-64'], {}, 400, 'CPUID'],
  ['a live host', ['local'], {}, 404, 'captured with --probe'],
  ['a host twice', ['arm64-7.3-max', 'arm64-7.3-max'], {}, 400, 'named twice'],
  ['no host', [], {}, 400, 'hosts'],
  ['a file that is none', [{ file: 'x.json', base64: 'AAAA' }], {}, 422, 'x.json'],
])('%s is refused with the reason', async (_, hosts, more, status, words) => {
  expect(await ask(hosts, more)).toMatchObject({ status, json: { message: expect.stringContaining(words) } });
});
