import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codes, paths, type Catalogues } from '@regscope/contract';
import { whyClosed } from '@regscope/sources/why-closed';
import { testServer } from './test-server.ts';

describe.skipIf(whyClosed !== '')(`with this machine's /dev/kvm${whyClosed}`, () => {
  test('a VM is made, its registers are read, it is run and closed', async () => {
    await using server = await testServer();
    const made = await server.ask('POST', paths.hostVms('local'), { vcpus: 3 });
    expect(made).toMatchObject({ status: 200, json: { host: 'local', phase: 'new', vcpus: 3 } });
    const vm = String(made.json['vm']);
    const list = await server.ask('GET', paths.registers('local', vm));
    expect(list).toMatchObject({ status: 200, json: { vcpus: 3, listErrors: [null, null, null] } });
    expect(list.json['registers']).toContainEqual(
      expect.objectContaining({
        id: '0x2030000200000277',
        name: 'IA32_PAT',
        class: 'msr',
        size: 8,
        errors: [null, null, null],
      }),
    );
    expect(await server.ask('POST', paths.run('local', vm), { vcpu: 2 })).toMatchObject({
      status: 200,
      json: { phase: 'started' },
    });
    expect(await server.ask('POST', paths.run('local', vm), { vcpu: 3 })).toMatchObject({
      status: 404,
      json: { code: 'NO_SUCH_VCPU' },
    });
    expect(await server.ask('DELETE', paths.vm('local', vm))).toMatchObject({ status: 200, json: { phase: 'gone' } });
    expect(await server.ask('GET', paths.registers('local', vm))).toMatchObject({
      status: 404,
      json: { code: 'NO_SUCH_VM' },
    });
  });
});

test.each([
  ['a number as text', { vcpus: '4' }],
  ['a fraction', { vcpus: 1.5 }],
  ['none at all', { vcpus: 0 }],
  ['more than KVM ever gives', { vcpus: 513 }],
  ['a key that is not known', { vcpus: 1, colour: 'red' }],
  ['nothing', {}],
  ['a list', []],
])('a VM of %s is refused, not bent into shape', async (_, body) => {
  await using server = await testServer();
  expect(await server.ask('POST', paths.hostVms('local'), body)).toMatchObject({
    status: 400,
    json: { code: 'BAD_REQUEST' },
  });
});

test.each([
  [paths.vm('mars', '1'), 404, 'NO_SUCH_HOST'],
  [paths.vm('local', '../../etc/passwd'), 404, 'NO_SUCH_VM'],
  [paths.vm('__proto__', 'constructor'), 404, 'NO_SUCH_HOST'],
  [paths.decode('x99'), 404, 'NO_SUCH_REGISTER'],
  [paths.decode('pc', '0x1ffffffffffffffff'), 400, 'BAD_REQUEST'],
  [paths.decode('pc', '12'), 400, 'BAD_REQUEST'],
  ['/api/v1/nothing', 404, 'NO_SUCH_ROUTE'],
  ['/%E0%A4%A', 400, 'BAD_REQUEST'],
])('%s answers %i with a stable code', async (url, status, code) => {
  await using server = await testServer();
  const answer = await server.ask('GET', url);
  expect(answer).toMatchObject({
    status,
    json: { code, message: expect.stringMatching(/.{10}/), details: expect.any(Object) },
  });
  expect(Object.keys(codes)).toContain(code);
});

test('an encoding is decoded to the register of the Arm manual, and its value to fields', async () => {
  await using server = await testServer();
  expect(await server.ask('GET', paths.decode('3,0,0,4,0', '0x11'))).toMatchObject({
    status: 200,
    json: {
      id: '0x603000000013c020',
      name: 'ID_AA64PFR0_EL1',
      title: 'Processor features 0',
      value: '0x11',
      problems: [],
      fields: expect.arrayContaining([expect.objectContaining({ name: 'EL0', msb: 3, lsb: 0, value: '0x1' })]),
    },
  });
});

test('a note says what the catalogue knows of the register, and that a value is what KVM fills in', async () => {
  await using server = await testServer();
  const note = async (name: string, value?: string) =>
    (await server.ask('GET', paths.decode(name, value))).json['note'];
  expect(await note('PSCI_VERSION')).toBe('Acts on the whole VM');
  expect(await note('CNTVCT_EL0')).toMatch(/^KVM keeps CNTVCT_EL0 under this id[^.]*$/);
  expect(await note('TPIDR_EL0', '0x1de7ec7edbadc0de')).toContain('its fields mean nothing');
  expect(await note('TPIDR_EL0', '0x1de7ec7edbadc0df')).toBe('');
});

test('a value that is too wide is refused with the bits that are too many', async () => {
  await using server = await testServer();
  expect((await server.ask('GET', paths.decode('pc', '0x50000000000000000'))).json['message']).toContain(
    'also sets bits 64 and 66',
  );
});

test.each(['ID_AA64PFR0_EL1', 'id_aa64pfr0_el1', 'IA32_PAT', 'PSCI_VERSION'])(
  '%s is found by its name',
  async (name) => {
    await using server = await testServer();
    expect((await server.ask('GET', paths.decode(name))).json['name']).toBe(name.toUpperCase());
  },
);

test('bodies that are no JSON, or too big, are refused with a code', async () => {
  await using server = await testServer();
  const post = (payload: string, type = 'application/json') =>
    server.app.inject({
      method: 'POST',
      url: paths.hostVms('local'),
      payload,
      headers: { authorization: 'Bearer test-token', host: 'localhost', 'content-type': type },
    });
  expect((await post('{')).json()).toMatchObject({ code: 'BAD_REQUEST' });
  expect((await post('vcpus=1', 'application/x-www-form-urlencoded')).json()).toMatchObject({ code: 'WRONG_TYPE' });
  expect((await post('{"vcpus":1}', 'text/plain')).json()).toMatchObject({ code: 'WRONG_TYPE' });
  expect((await post(`{"vcpus":1,"features":["${'x'.repeat(2 << 20)}"]}`)).json()).toMatchObject({
    code: 'BAD_REQUEST',
  });
  expect((await post('{"vcpus":1,"__proto__":{"x":1}}')).json()).toMatchObject({ code: 'BAD_REQUEST' });
});

test('the catalogue comes in parts that are asked for once: their address holds their hash, and no session is needed', async () => {
  await using server = await testServer();
  const { catalogues } = (
    await server.app.inject({ url: paths.catalogues(), headers: { host: 'localhost' } })
  ).json<Catalogues>();
  const arm64 = catalogues.find(({ arch }) => arch === 'arm64');
  const sizes = await Promise.all(
    Object.entries(arm64?.hashes ?? {}).map(async ([part, hash]) => {
      const url = paths.cataloguePart('arm64', part, hash);
      const answer = await server.app.inject({ url, headers: { host: 'localhost' } });
      expect(answer).toMatchObject({
        statusCode: 200,
        headers: { 'cache-control': expect.stringContaining('immutable') },
      });
      expect(JSON.parse(gunzipSync(answer.rawPayload).toString('utf8'))).toBeTypeOf('object');
      return answer.rawPayload.length;
    }),
  );
  expect(sizes).toHaveLength(3);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(50_000);
  const old = await server.app.inject({
    url: paths.cataloguePart('arm64', 'index', 'old'),
    headers: { host: 'localhost' },
  });
  expect(old).toMatchObject({ statusCode: 404 });
});

test('of a mixed register each field has its scope', async () => {
  await using server = await testServer();
  const { json } = await server.ask('GET', paths.decode('PMCR_EL0', '0x3001'));
  expect(json['scope']).toMatchObject({ kind: 'mixed', evidence: 'catalogue' });
  expect(json['fields']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'N', scope: 'vm' }),
      expect.objectContaining({ name: 'E', scope: 'vcpu' }),
    ]),
  );
});
