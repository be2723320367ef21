import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { whyClosed } from '@regscope/kvm/test-files';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostFiles } from '../host-files.ts';
import { Hosts } from '../hosts.ts';
import type { OwnedHost } from '../owned-host.ts';
import { findingsOf } from './findings.ts';
import { loadOn, type LoadOptions } from './load-on.ts';
import { inOrder, openVms, stateOf } from './states.test-helper.ts';

const files = hostFiles(fileURLToPath(new URL('../../../..', import.meta.url)), {
  REGSCOPE_CACHE: `${tmpdir()}/regscope-no-cache`,
});
const options: LoadOptions = { order: inOrder, signal: new AbortController().signal };

describe.skipIf(whyClosed !== '')(`a state that is loaded into a fresh VM of this machine${whyClosed}`, () => {
  const hosts = new Hosts(files);
  let local: OwnedHost;
  beforeAll(async () => {
    local = await hosts.use('local');
    await local.start();
  });
  afterAll(() => hosts[Symbol.asyncDispose]());

  test('is taken, but for what is read and never written', async () => {
    const loaded = await loadOn(local, await stateOf(local), options);
    const { failed, hidden, missing } = findingsOf(loaded);
    expect([failed, hidden, missing, loaded.features.lacking]).toEqual([[], [], [], []]);
    expect(loaded).toMatchObject({ host: 'local', vcpusWanted: 2, run: { exitReason: expect.any(String) } });
    expect(await openVms(local)).toBe(0);
  });

  test('is not run when nobody asks for it', async () => {
    const state = await stateOf(local, 1);
    expect(await loadOn(local, state, { ...options, afterwards: 'leave' })).toMatchObject({ run: null });
  });

  test('of more vCPUs than the host gives one VM is loaded as far as they go', async () => {
    const { maxVcpus } = await local.describe();
    const few = { ...(await stateOf(local, 1)), vcpus: 10_000, registers: [] };
    const loaded = await loadOn(local, few, { ...options, afterwards: 'leave' });
    expect([loaded.vcpusWanted, loaded.vcpus.length]).toEqual([10_000, maxVcpus]);
  });

  test('of another architecture is not begun', async () => {
    const state = { ...(await stateOf(local, 1)), arch: 'unknown' };
    await expect(loadOn(local, state, options)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('is not begun when nobody waits for it any more', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(loadOn(local, await stateOf(local, 1), { ...options, signal })).rejects.toThrow('gone');
    expect(await openVms(local)).toBe(0);
  });
});
