import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { paths, type VmComparison } from '@regscope/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const recorded = (host: string) => ({ host, vm: '1' });
const compare = async (sides: object[], raw = false) => {
  const { status, json } = await server.ask('POST', paths.compare(), { sides, raw });
  return { status, json: json as unknown as VmComparison & { code: string; message: string } };
};

test('from kernel to kernel: what was gained is named, field by field what is different', async () => {
  const { json } = await compare([recorded('arm64-7.1-max'), recorded('arm64-7.3-max')]);
  const gained = json.differences.filter(({ what }) => what === 'gained');
  expect(gained.map(({ name, values }) => [name, values])).toEqual([['PMMIR_EL1', [null, ['0x0', '0x0']]]]);
  expect(json.differences.find(({ name }) => name === 'ID_AA64ISAR2_EL1')).toMatchObject({
    what: 'different',
    fields: [{ name: 'ATS1A', values: ['0x0', '0x1'] }],
  });
  expect(json.leftOut.map(({ name }) => name).toSorted()).toEqual(['CNTPCT_EL0', 'CNTVCT_EL0']);
});

test('raw, counters differ too; a VM differs from itself in nothing', async () => {
  const { json } = await compare([recorded('arm64-7.1-max'), recorded('arm64-7.3-max')], true);
  expect(json.differences.map(({ name }) => name)).toContain('CNTVCT_EL0');
  const own = await compare([recorded('arm64-7.1-max'), recorded('arm64-7.1-max')], true);
  expect([own.json.differences, own.json.same]).toEqual([[], json.sides[0]?.registers]);
});

test('of three VMs, registers that not all list are told so', async () => {
  const { json } = await compare(['arm64-6.12-max', 'arm64-7.2-max', 'arm64-7.3-max'].map(recorded));
  expect(json.differences.find(({ name }) => name === 'PMMIR_EL1')).toMatchObject({
    what: 'partly listed',
    values: [null, null, expect.any(Array)],
  });
});

test('a file stands beside a VM, and is called by its own name', async () => {
  const file = fileURLToPath(new URL('../../../packages/captures/shelf/arm64-7.2-max.json.gz', import.meta.url));
  const base64 = gunzipSync(readFileSync(file)).toString('base64');
  const { json } = await compare([{ file: 'mine.json', base64 }, recorded('arm64-7.2-max')]);
  expect([json.sides.map(({ name }) => name), json.differences]).toEqual([['mine.json/1', 'arm64-7.2-max/1'], []]);
});

test.each<[string, object[], number, string, string]>([
  ['two architectures', [recorded('x86-64'), recorded('arm64-7.3-max')], 400, 'BAD_REQUEST', 'share no registers'],
  ['a VM that is not there', [recorded('nowhere'), recorded('x86-64')], 404, 'NO_SUCH_HOST', 'nowhere'],
  ['a file that is none', [{ file: 'x.json', base64: 'AAAA' }, recorded('x86-64')], 422, 'BAD_CAPTURE', 'x.json'],
  ['one VM alone', [recorded('x86-64')], 400, 'BAD_REQUEST', 'sides'],
  ['seventeen', Array.from({ length: 17 }, () => recorded('x86-64')), 400, 'BAD_REQUEST', 'sides'],
])('%s is refused', async (_, sides, status, code, words) => {
  expect(await compare(sides)).toMatchObject({ status, json: { code, message: expect.stringContaining(words) } });
});
