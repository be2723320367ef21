import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { paths, type CaptureList, type RegisterList } from '@regscope/contract';
import { Hosts } from '@regscope/sources';
import { whyClosed } from '@regscope/sources/why-closed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { files, testServer } from './test-server.ts';

let own: string;
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'regscope-captures-'));
});
afterEach(() => rmSync(own, { recursive: true, force: true }));

const server = () => testServer(new Hosts({ ...files, captures: { shipped: join(own, 'none'), own } }));
type Server = Awaited<ReturnType<typeof server>>;

const bearer = { authorization: 'Bearer test-token', host: 'localhost' };
const put = (to: Server, name: string, body: string | Buffer, file?: string) =>
  to.app.inject({
    method: 'PUT',
    url: file === undefined ? paths.capture(name) : paths.addCapture(name, file),
    headers: { ...bearer, 'content-type': 'application/octet-stream' },
    body,
  });
const list = async (to: Server): Promise<CaptureList> =>
  (await to.app.inject({ url: paths.captures(), headers: bearer })).json<CaptureList>();

const small = JSON.stringify({
  format: 'regscope capture',
  version: 1,
  made: { at: '2026-11-22T21:00:00.000Z', by: 'regscope 0.1.0' },
  host: {
    name: 'lab:6.12:max',
    kind: 'lab',
    arch: 'arm64',
    kernel: '6.12.107',
    cpu: 'max',
    capabilities: {},
    offered: [],
  },
  vm: { vcpus: 2, features: [], phase: 'new', vmm: 'regscope' },
  registers: [{ id: '0x603000000013c030', value: '0x200000' }],
  announced: null,
  probe: null,
});

test('a capture that is uploaded is a host to look at, with names, scope and values', async () => {
  await using it = await server();
  expect((await put(it, 'mine', small)).statusCode).toBe(200);
  expect((await list(it)).captures).toMatchObject([{ name: 'mine', kind: 'own', kernel: '6.12.107', registers: 1 }]);
  const { json } = await it.ask('GET', paths.registers('mine', '1'));
  expect(json).toMatchObject({ kernel: '6.12.107', phase: 'new', vcpus: 2 });
  expect(json['registers']).toEqual([
    expect.objectContaining({
      name: 'ID_AA64ISAR0_EL1',
      values: ['0x200000', '0x200000'],
      scope: { kind: 'vm', evidence: 'catalogue', because: expect.stringContaining('id_regs'), fields: {} },
    }),
  ]);
});

/** Small files of other programs, which packages/captures builds and keeps. */
const golden = (name: string) =>
  readFileSync(new URL(`../../../packages/captures/src/golden/import/${name}`, import.meta.url));

test('a snapshot of Firecracker that is uploaded is kept byte by byte, shows its registers, and says where it came from', async () => {
  await using it = await server();
  expect((await put(it, 'fc', golden('firecracker-1.14.vmstate'), 'my vm.state')).statusCode).toBe(200);
  expect((await list(it)).captures).toMatchObject([
    {
      name: 'fc',
      host: 'my vm.state',
      imported: 'Firecracker snapshot 8.0.0',
      kernel: 'unknown',
      features: null,
      phase: 'started',
    },
  ]);
  const { json } = await it.ask('GET', paths.registers('fc', '1'));
  expect(json['registers']).toContainEqual(
    expect.objectContaining({ name: 'MPIDR_EL1', values: ['0x80000000', '0x80000001'] }),
  );
  const { json: hosts } = await it.ask('GET', paths.hosts());
  expect(hosts['hosts']).toContainEqual(
    expect.objectContaining({
      name: 'fc',
      because: expect.stringMatching(/^imported 20.* from my vm.state, Firecracker snapshot 8/),
    }),
  );
});

test.each(['qemu.mig', 'libvirt.save', 'cloud-hypervisor-37.json', 'firecracker-template.json', 'list.txt'])(
  '%s can be looked at, kept, downloaded and kept again',
  async (name) => {
    await using it = await server();
    expect((await put(it, 'one', golden(name))).statusCode).toBe(200);
    const file = await it.app.inject({ url: paths.capture('one'), headers: bearer });
    expect((await put(it, 'two', file.body)).statusCode).toBe(200);
    const [one, two] = (await list(it)).captures;
    expect({ ...two, name: 'one' }).toEqual(one);
  },
);

test('a file packed by gzip is unpacked, and no further than a capture goes', async () => {
  await using it = await server();
  expect((await put(it, 'packed', gzipSync(small))).statusCode).toBe(200);
  expect((await put(it, 'fc', gzipSync(golden('firecracker-1.7.vmstate')))).statusCode).toBe(200);
  const bomb = gzipSync(Buffer.alloc((32 << 20) + 1));
  expect((await put(it, 'bomb', bomb)).json()).toMatchObject({
    code: 'BAD_CAPTURE',
    message: expect.stringContaining('unpacks to more than'),
  });
  expect((await put(it, 'cut', gzipSync(small).subarray(0, 90))).json()).toMatchObject({
    message: expect.stringMatching(/^cut: gzip: /),
  });
});

test('a recording can be looked at, and nothing else', async () => {
  await using it = await server();
  await put(it, 'mine', small);
  expect(await it.ask('POST', paths.run('mine', '1'), { vcpu: 0 })).toMatchObject({
    status: 409,
    json: { code: 'RECORDED' },
  });
  expect(await it.ask('POST', paths.hostVms('mine'), { vcpus: 1 })).toMatchObject({
    status: 409,
    json: { code: 'RECORDED' },
  });
  expect(await it.ask('GET', paths.registers('mine', '2'))).toMatchObject({
    status: 404,
    json: { code: 'NO_SUCH_VM' },
  });
});

test('it is renamed, removed, and brought back; a name is never written over', async () => {
  await using it = await server();
  await put(it, 'one', small);
  expect((await put(it, 'one', small)).json()).toMatchObject({ code: 'NAME_TAKEN' });
  const renamed = await it.app.inject({
    method: 'PATCH',
    url: paths.capture('one'),
    headers: bearer,
    body: { name: 'two' },
  });
  expect(renamed.json()).toMatchObject({ name: 'two' });
  expect((await it.ask('DELETE', paths.capture('two'))).status).toBe(200);
  expect((await list(it)).captures).toEqual([]);
  expect((await it.ask('POST', paths.restoreCapture('two'))).json).toEqual({ name: 'two' });
  expect((await list(it)).captures).toMatchObject([{ name: 'two', registers: 1 }]);
  expect(await it.ask('POST', paths.restoreCapture('three'))).toMatchObject({ status: 404 });
});

test.each([
  ['half a file', small.slice(0, 200), 'BAD_CAPTURE'],
  ['a newer version', small.replace('"version":1', '"version":9'), 'BAD_CAPTURE'],
  ['an id of another architecture', small.replace('0x603000000013c030', '0x2030000200000010'), 'BAD_CAPTURE'],
])('%s is refused with the place, and nothing of it is kept', async (_, body, code) => {
  await using it = await server();
  const answer = await put(it, 'bad', body);
  expect(answer.json()).toMatchObject({ code, message: expect.stringMatching(/^bad/), details: { file: 'bad' } });
  expect(readdirSync(own)).toEqual([]);
});

test.each(['../up', '.hidden', 'a/b', 'x'.repeat(81)])('%s is no name for a capture', async (name) => {
  await using it = await server();
  expect((await put(it, name, small)).statusCode).toBe(400);
  expect(readdirSync(own)).toEqual([]);
});

test('a file among the captures that is none is named, and hides no other', async () => {
  writeFileSync(join(own, 'broken.json'), '{"format":"regscope capture"');
  await using it = await server();
  await put(it, 'good', small);
  expect(await list(it)).toMatchObject({
    captures: [{ name: 'good' }],
    broken: [{ name: 'broken', because: expect.stringContaining('not JSON') }],
  });
  expect(await it.ask('GET', paths.hosts())).toMatchObject({ status: 200 });
});

test('such a file can be removed, and brought back as it was', async () => {
  for (const name of ['broken', 'local']) writeFileSync(join(own, `${name}.json`), '{"format":"regscope capture"');
  await using it = await server();
  const names = async () => (await list(it)).broken.map(({ name }) => name);
  expect(await names()).toEqual(['broken', 'local']);
  for (const name of ['broken', 'local']) expect((await it.ask('DELETE', paths.capture(name))).json).toEqual({ name });
  expect(await names()).toEqual([]);
  for (const name of ['broken', 'local'])
    expect(await it.ask('POST', paths.restoreCapture(name))).toMatchObject({ status: 200, json: { name } });
  expect(await names()).toEqual(['broken', 'local']);
});

test('a folder that cannot be read is told as such, and not as an empty one', async () => {
  rmSync(own, { recursive: true });
  writeFileSync(own, 'a file');
  await using it = await server();
  const unread = { name: null, because: expect.stringMatching(/cannot be listed: ENOTDIR/) };
  expect(await list(it)).toEqual({ captures: [], broken: [unread, unread] });
});

test('what is downloaded can be uploaded', async () => {
  await using it = await server();
  await put(it, 'one', small);
  const file = await it.app.inject({ url: paths.capture('one'), headers: bearer });
  expect(file.headers['content-disposition']).toBe('attachment; filename="one.json"');
  expect((await put(it, 'again', file.body)).statusCode).toBe(200);
});

test('changes are told between probed hosts only', async () => {
  await using it = await server();
  await put(it, 'one', small);
  expect(await it.ask('GET', paths.captureChanges('one', 'one'))).toMatchObject({
    status: 400,
    json: { message: expect.stringContaining('one was not probed') },
  });
  expect(await it.ask('GET', paths.captureChanges('one', 'two'))).toMatchObject({ status: 404 });
});

test('hosts of two architectures share no registers', async () => {
  await using it = await server();
  await put(it, 'arm', small);
  await put(it, 'x86', small.replace('"arm64"', '"x86-64"').replace('0x603000000013c030', '0x2030000200000010'));
  expect(await it.ask('GET', paths.captureChanges('arm', 'x86'))).toMatchObject({
    status: 400,
    json: { message: 'arm is arm64 and x86 is x86-64: they share no registers' },
  });
});

test('the name of a live host is none for a capture, which nobody could reach', async () => {
  writeFileSync(join(own, 'local.json'), small);
  await using it = await server();
  expect((await put(it, 'lab', small)).statusCode).toBe(409);
  expect(await list(it)).toMatchObject({
    captures: [],
    broken: [{ name: 'local', because: expect.stringContaining('name of a live host') }],
  });
});

test('a file is shown without being kept', async () => {
  await using it = await server();
  const look = {
    method: 'POST',
    headers: { ...bearer, 'content-type': 'application/octet-stream' },
    body: small,
  } as const;
  const shown = (await it.app.inject({ ...look, url: paths.lookAtCapture('vm.json') })).json<RegisterList>();
  expect(shown).toMatchObject({ host: 'vm.json', registers: [{ name: 'ID_AA64ISAR0_EL1' }] });
  const text = (await it.app.inject({ ...look, url: paths.showCapture() })).json<{ text: string }>().text;
  expect(text).toContain('ID_AA64ISAR0_EL1  0x200000');
  const features = await it.app.inject({ ...look, url: paths.lookAtFeatures('vm.json') });
  expect(features.json()).toMatchObject({ host: 'vm.json', arch: 'arm64' });
  expect((await list(it)).captures).toEqual([]);
});

describe.skipIf(whyClosed !== '')(`with this machine's /dev/kvm${whyClosed}`, () => {
  test('a VM is captured and probed, and its registers then tell their scope as probed', async () => {
    await using it = await server();
    const { json } = await it.ask('POST', paths.hostVms('local'), { vcpus: 2 });
    const vm = String(json['vm']);
    const taken = await it.ask('POST', paths.takeCapture('local', vm), { probe: true, name: 'here' });
    expect(taken).toMatchObject({ status: 200, json: { name: 'here', vcpus: 2, probed: 1 } });
    const { registers } = (await it.ask('GET', paths.registers('local', vm))).json as unknown as RegisterList;
    expect(registers.find(({ name }) => name === 'IA32_STAR')).toMatchObject({
      scope: { kind: 'vcpu', evidence: 'probed' },
      mutability: { before: 'all', after: 'all', mask: '0xffffffffffffffff' },
    });
    await it.ask('DELETE', paths.vm('local', vm));
  });

  test('a probe ends when nobody waits for it any more, and leaves no VM behind', async () => {
    const hosts = new Hosts({ ...files, captures: { shipped: join(own, 'none'), own } });
    await using it = await testServer(hosts);
    const url = await it.app.listen({ host: '127.0.0.1', port: 0 });
    const { json } = await it.ask('POST', paths.hostVms('local'), { vcpus: 2 });
    const local = await hosts.live('local');
    const waiting = new AbortController();
    const going = fetch(url + paths.takeCapture('local', String(json['vm'])), {
      method: 'POST',
      headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
      body: JSON.stringify({ probe: true }),
      signal: waiting.signal,
    });
    await expect.poll(async () => (await local.describe()).busy, { interval: 5 }).toContain('probing');
    waiting.abort();
    await expect(going).rejects.toThrow('abort');
    await expect.poll(async () => (await local.describe()).busy).toBe('');
    expect(await local.withKvm('counting', async ({ kvm }) => (await kvm.hello()).openVms)).toBe(1);
  });
});
