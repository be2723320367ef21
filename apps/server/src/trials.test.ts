import { EventEmitter, once } from 'node:events';
import { paths, type TrialAnswer } from '@regscope/contract';
import { Hosts } from '@regscope/sources';
import { whyClosed } from '@regscope/sources/why-closed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { files, testServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
const hosts = new Hosts(files);
beforeAll(async () => {
  server = await testServer(hosts);
});
afterAll(() => server[Symbol.asyncDispose]());

const recorded = (host: string) => ({ host, vm: '1' });
const lines = (text: string) => ({ file: 'mine.txt', base64: Buffer.from(text).toString('base64') });
const tryState = async (what: object) => {
  const { status, json } = await server.ask('POST', paths.trials(), { to: 'local', vmm: 'kvm', ...what });
  return { status, json: json as unknown as TrialAnswer & { code: string; message: string } };
};
const openVms = async () =>
  (await hosts.use('local')).withKvm('counting', async ({ kvm }) => (await kvm.hello()).openVms);

describe.skipIf(whyClosed !== '')(`a trial on this machine’s KVM${whyClosed}`, () => {
  test('of a VM of this machine loads, with its own vCPUs, and leaves it alone', async () => {
    const made = await server.ask('POST', paths.hostVms('local'), { vcpus: 3 });
    const from = { host: 'local', vm: String(made.json['vm']) };
    const { status, json } = await tryState({ from });
    expect([status, json]).toMatchObject([
      200,
      { loaded: true, vmm: 'kvm', host: 'local', vcpus: 3, failed: [], hidden: [], scope: 'registers only' },
    ]);
    expect(json.from).toMatchObject({ name: `local/${from.vm}`, vcpus: 3, registers: json.same });
    expect(await openVms()).toBe(1);
    await server.ask('DELETE', paths.vm('local', from.vm));
  });

  test('of a file says which register was refused, with which value, why, and what the host keeps', async () => {
    // MSR_KVM_STEAL_TIME with a reserved bit, IA32_STAR, and an MSR that nobody has.
    const from = lines('0x203000024b564d03 0x2\n0x20300002c0000081 0x5\n0x20300002deadbeef 0x1\n');
    const { json } = await tryState({ from });
    expect(json).toMatchObject({ loaded: false, vcpus: 1, same: 1, from: { name: 'mine.txt', kernel: 'unknown' } });
    const errno: unknown = expect.stringMatching(/^E(INVAL|NOENT)$/);
    expect(json.failed).toMatchObject([
      { name: 'KVM_STEAL_TIME', vcpus: [0], value: '0x2', errno: 'EINVAL', listed: true, keeps: '0x0' },
      { id: '0x20300002deadbeef', errno, listed: false, keeps: null, fields: [] },
    ]);
    expect(json.failed[0]?.because).toContain('does not take this value');
    expect(json.missing.find(({ name }) => name === 'IA32_SYSENTER_CS')).toMatchObject({ value: '0x0', vcpus: [0] });
  });

  test('ends when nobody waits for it any more, while it waits for its turn, and leaves no VM behind', async () => {
    const local = await hosts.use('local');
    const turn = new EventEmitter();
    const before = local.inTurn('before', () => once(turn, 'over'));
    const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const waiting = new AbortController();
    const asked = fetch(url + paths.trials(), {
      method: 'POST',
      headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
      body: JSON.stringify({ from: recorded('x86-64'), to: 'local', vmm: 'kvm' }),
      signal: waiting.signal,
    });
    await expect.poll(async () => (await local.describe()).busy, { interval: 20 }).toContain('before');
    waiting.abort();
    await expect(asked).rejects.toThrow('abort');
    turn.emit('over');
    await before;
    await local.inTurn('after', async () => {});
    expect(await openVms()).toBe(0);
  });
});

const arm64 = lines('0x6030000000100040 0x0\n');

test.each<[string, object, number, string, string]>([
  [
    'a state of another architecture',
    { from: recorded('arm64-7.3-max') },
    400,
    'BAD_REQUEST',
    'is arm64 and local is x86-64',
  ],
  ['a recording as the host', { from: recorded('x86-64'), to: 'x86-64' }, 409, 'RECORDED', 'is a recording'],
  ['a host that is none', { from: recorded('x86-64'), to: 'mars' }, 404, 'NO_SUCH_HOST', 'mars'],
  ['a VM that is not there', { from: recorded('nowhere') }, 404, 'NO_SUCH_HOST', 'nowhere'],
  ['a file that is none', { from: { file: 'x.json', base64: 'AAAA' } }, 422, 'BAD_CAPTURE', 'x.json'],
  ['a VMM that is none', { from: recorded('x86-64'), vmm: 'vmware' }, 400, 'BAD_REQUEST', 'vmm'],
  ['a file of another architecture', { from: arm64 }, 400, 'BAD_REQUEST', 'mine.txt is arm64'],
])('%s is refused', async (_, what, status, code, words) => {
  expect(await tryState(what)).toMatchObject({ status, json: { code, message: expect.stringContaining(words) } });
});
