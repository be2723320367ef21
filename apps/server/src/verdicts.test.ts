import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paths, type MatrixAnswer, type RegistersAnswer, type RoundTripAnswer } from '@regscope/contract';
import { hostFiles, Hosts } from '@regscope/sources';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const at = (host: string) => ({ host, vm: '1' });
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer(new Hosts(hostFiles(root, process.env)));
});
afterAll(() => server[Symbol.asyncDispose]());

const check = async (what: object) => {
  const { json } = await server.ask('POST', paths.checkVm(), { vmm: 'kvm', ...what });
  return json as unknown as RoundTripAnswer & { code: string; message: string };
};
const stops = ({ there }: RoundTripAnswer) => there.findings.filter(({ weight }) => weight === 'stops');

test('a VM that would not load is told with register, field, what the host takes and what to do', async () => {
  const answer = await check({ from: at('arm64-7.3-max'), to: at('arm64-6.12-max') });
  expect(answer.there.verdict).toBe('refused');
  expect(stops(answer).find(({ name }) => name === 'ID_AA64ISAR2_EL1')).toMatchObject({
    kind: 'refused',
    field: 'ATS1A',
    errno: 'EINVAL',
    value: '0x1120000000110012',
    because: 'the host has 0x0 in bit 60, where the VM has 0x1000000000000000',
    remedy: 'clear ATS1A of ID_AA64ISAR2_EL1 before the first run',
    evidence: 'probed',
  });
  expect(answer.limits.length).toBeGreaterThan(3);
});

test('changes that open both ways come as assignments, as a plan, and with what is true then', async () => {
  const { amend, assignments, plan, after } = await check({ from: at('arm64-7.2-max'), to: at('arm64-6.17-max') });
  expect(amend.map(({ name, value }) => [name, value])).toEqual([['ID_AA64ISAR2_EL1', '0x0']]);
  expect(assignments).toEqual(['ID_AA64ISAR2_EL1.ATS1A=0x0']);
  expect(plan).toBe('603000000013c032.1000000000000000.1000000000000000.0');
  expect([after?.there.verdict, after?.back?.verdict]).toEqual(['loads', 'loads']);
});

test('of a file that another program wrote the features follow from its registers', async () => {
  const path = `${root}packages/captures/src/golden/import/firecracker-1.14.vmstate`;
  const base64 = readFileSync(path).toString('base64');
  const { features, from } = await check({ from: { file: 'firecracker.vmstate', base64 }, to: at('arm64-7.3-max') });
  expect(features).toMatchObject({ inferred: true, wanted: expect.arrayContaining(['gicv3']) });
  expect(from).toMatchObject({ name: 'firecracker.vmstate', probed: null });
});

test('QEMU is judged by its version', async () => {
  const about = async (version: string) =>
    (await check({ from: at('arm64-7.3-max'), to: at('arm64-6.12-max'), vmm: 'qemu', version })).there.because;
  expect(await about('10.2')).toContain('cpreg_vmstate_array_len');
  expect(await about('11.1.3')).toBe('');
  const { code } = await check({ from: at('arm64-7.3-max'), to: at('arm64-6.12-max'), vmm: 'qemu', version: 'new' });
  expect(code).toBe('BAD_REQUEST');
});

test('VMs of different architectures are told apart', async () => {
  expect(await check({ from: at('arm64-7.3-max'), to: at('x86-64') })).toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('share no registers'),
  });
});

test('a matrix has both ways in each cell', async () => {
  const sides = ['arm64-6.12-max', 'arm64-7.3-max'].map(at);
  const { json } = await server.ask('POST', paths.checkMatrix(), { sources: sides, targets: sides, vmm: 'kvm' });
  const { cells, sources } = json as unknown as MatrixAnswer;
  expect(sources.map(({ name }) => name)).toEqual(['arm64-6.12-max/1', 'arm64-7.3-max/1']);
  expect(cells.map((row) => row.map(({ there, back }) => [there.verdict, back?.verdict]))).toEqual([
    [
      ['changed', 'changed'],
      ['changed', 'refused'],
    ],
    [
      ['refused', undefined],
      ['loads', 'loads'],
    ],
  ]);
});

test('a side that is nowhere is told once, whichever side it stands on, and the server goes on', async () => {
  const sides = [at('nowhere')];
  const { json } = await server.ask('POST', paths.checkMatrix(), { sources: sides, targets: sides, vmm: 'kvm' });
  expect(json).toMatchObject({ code: 'NO_SUCH_HOST', message: expect.stringContaining('nowhere') });
});

test('register by register only those are told that some host does not take', async () => {
  const { json } = await server.ask('POST', paths.checkRegisters(), {
    from: at('arm64-7.3-max'),
    targets: ['arm64-6.12-max', 'arm64-7.3-max'],
    vmm: 'kvm',
  });
  const { targets, registers } = json as unknown as RegistersAnswer;
  expect(targets.map(({ name, sum }) => [name, sum.verdict])).toEqual([
    ['arm64-6.12-max', 'refused'],
    ['arm64-7.3-max', 'loads'],
  ]);
  const version = registers.find(({ id }) => id === '0x6030000000140000');
  expect(version?.against).toEqual([
    expect.objectContaining({
      target: 0,
      kind: 'refused',
      errno: 'EINVAL',
      remedy: expect.stringContaining('0x10001'),
    }),
  ]);
  expect(registers.length).toBeLessThan(20);
});
