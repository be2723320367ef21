import { fileURLToPath } from 'node:url';
import { paths, type Baseline, type TrialAnswer } from '@regscope/contract';
import { hostFiles, Hosts } from '@regscope/sources';
import { whyNoLab } from '@regscope/sources/why-no-lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);
const arm64 = { host: 'arm64-7.3-max', vm: '1' };

describe.skipIf(whyNoLab !== '')(`a trial on a lab host that is not running${whyNoLab}`, () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer(new Hosts(files));
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const tryState = async (what: object) => {
    const { json } = await server.ask('POST', paths.trials(), { to: 'lab:6.12:max', vmm: 'kvm', ...what });
    return json as unknown as TrialAnswer & { code: string; message: string };
  };

  test('starts it, and names fields that its kernel refused, as it has them', async () => {
    const answer = await tryState({ from: arm64 });
    expect(answer).toMatchObject({
      loaded: false,
      vcpus: 2,
      features: { lacking: [] },
      run: { exitReason: 'KVM_EXIT_MMIO' },
    });
    expect(answer.failed.find(({ name }) => name === 'PSCI_VERSION')).toMatchObject({
      errno: 'EINVAL',
      value: '0x10003',
      keeps: '0x10001',
      fields: [{ name: 'MINOR', msb: 15, lsb: 0, want: '0x3', got: '0x1' }],
    });
    expect(answer.failed.find(({ name }) => name === 'ID_AA64ISAR2_EL1')?.fields).toContainEqual(
      expect.objectContaining({ name: 'ATS1A', msb: 63, lsb: 60, want: '0x1', got: '0x0', wantMeaning: 'IMP' }),
    );
    expect(answer.failed.find(({ name }) => name === 'VENDOR_HYP_BMAP_2')).toMatchObject({
      errno: 'ENOENT',
      keeps: null,
      because: 'no such VM has this register on this kernel',
    });
  }, 300_000);

  test('asks for the features that a file does not tell, and takes them', async () => {
    const from = { file: 'a.txt', base64: Buffer.from('0x603000000013de82 0x1 0x2\n').toString('base64') };
    expect(await tryState({ from })).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/a\.txt does not tell .*--features.* lab:6\.12:max offers psci/),
    });
    const answer = await tryState({ from, features: ['psci', 'mte'] });
    expect(answer).toMatchObject({
      loaded: false,
      features: { wanted: ['psci', 'mte'], given: ['psci'], lacking: ['mte'] },
      failed: [],
      same: 1,
      vcpus: 2,
    });
  }, 300_000);
});

describe.skipIf(whyNoLab !== '')(`a baseline on the lab hosts that it is of${whyNoLab}`, () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer(new Hosts(files));
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('is answered by their kernels as it was forecast', async () => {
    const { json } = await server.ask('POST', paths.tryBaseline(), { hosts: ['arm64-6.12-max', 'arm64-7.3-max'] });
    const { hosts } = json as unknown as Baseline;
    for (const { forecast, tried } of hosts) {
      expect(tried).toMatchObject({ because: '', on: expect.stringContaining('lab:') });
      expect(namesOf(tried?.refused)).toEqual(namesOf(forecast?.refused));
      expect(namesOf(tried?.changed)).toEqual(namesOf(forecast?.changed));
    }
  });
});

function namesOf(rows: readonly { name: string }[] = []): string[] {
  return rows.map(({ name }) => name).toSorted();
}
