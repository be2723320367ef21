import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Capture, ProbedRegister, ProbedShape } from '@regscope/captures';
import { catalogue } from '@regscope/catalogs';
import { formatRegisterId, registerId } from '@regscope/registers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostFiles } from '../host-files.ts';
import { Hosts } from '../hosts.ts';
import type { OwnedHost } from '../owned-host.ts';
import { ownCapturable, takeCapture } from '../take-capture.ts';
import { whyNoLab } from '../why-no-lab.ts';
import { disagreements, type Truth } from './compare-truth.test-helper.ts';

const files = hostFiles(fileURLToPath(new URL('../../../..', import.meta.url)), process.env);
const truth = fileURLToPath(new URL('../../../../../shared/captures/6.12.107+deb13__max__q10.json', import.meta.url));

describe.skipIf(whyNoLab !== '')(`a probed lab host${whyNoLab}`, () => {
  const hosts = new Hosts(files);
  let lab: OwnedHost;
  let vm: string;
  let capture: Capture;
  let full: ProbedShape;
  beforeAll(async () => {
    lab = await hosts.use('lab');
    ({ vm } = await lab.createVm({ vcpus: 2 }));
    capture = await takeCapture(await ownCapturable(lab, vm), {
      by: 'a test',
      probe: true,
      signal: new AbortController().signal,
    });
    const [first] = capture.probe?.shapes ?? [];
    if (first === undefined) throw new Error('nothing was probed');
    full = first;
  }, 900_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  const of = (name: string): ProbedRegister => {
    const found = full.registers.find(({ id }) => id === idOf(name));
    if (found === undefined) throw new Error(`${name} was not probed`);
    return found;
  };

  test('a write to an ID register is seen through the other vCPU, and refused once one has run', () => {
    const { new: fresh, ran, idle } = of('ID_AA64ISAR0_EL1');
    expect(fresh.taken).toMatch(/^0x[1-9a-f]/);
    expect(fresh.seen).toBe(fresh.taken);
    expect(fresh.refused).toHaveProperty('EINVAL');
    for (const after of [ran, idle]) {
      expect(after?.taken).toBeUndefined();
      expect(after?.refused).toHaveProperty('EBUSY');
    }
  });

  test('a plain register is one vCPU’s, and stays writable', () => {
    expect(of('TPIDR_EL0')).toMatchObject({ new: { taken: '0xffffffffffffffff' } });
    expect(of('TPIDR_EL0')).not.toHaveProperty('new.seen');
    expect(of('TPIDR_EL0')).not.toHaveProperty('ran');
  });

  test('of PMCR_EL0 only N is seen through the other vCPU', () => {
    const { taken = '', seen = '' } = of('PMCR_EL0').new;
    const outsideOfN = ~0xf800n;
    expect(BigInt(seen) & outsideOfN).toBe(0n);
    expect(BigInt(seen)).not.toBe(0n);
    expect(BigInt(taken) & outsideOfN).not.toBe(0n);
  });

  test('the counters are the VM’s', () => {
    expect(BigInt(of('CNTVCT_EL0').new.seen ?? 0)).toBeGreaterThan(0n);
    expect(BigInt(of('CNTPCT_EL0').new.seen ?? 0)).toBeGreaterThan(0n);
  });

  test('PSCI versions are tried as wholes: an older one is taken for the whole VM, one to come is refused', () => {
    const versions = full.tried.filter(({ id }) => id === idOf('PSCI_VERSION'));
    expect(versions).toContainEqual({ id: idOf('PSCI_VERSION'), value: '0x10000', outcome: '=', seen: true });
    expect(versions).toContainEqual(expect.objectContaining({ value: '0x20000', outcome: 'EINVAL' }));
  });

  test('values of an ID field above the host’s are refused, below they are taken', () => {
    const atomic = full.sweeps.find(({ id, lsb }) => id === idOf('ID_AA64ISAR0_EL1') && lsb === 20);
    expect(atomic?.outcomes.slice(0, 3)).toEqual(['=', '=', '=']);
    expect(new Set(atomic?.outcomes.slice(4))).toEqual(new Set(['EINVAL']));
  });

  test('sets of vector lengths can be chosen before the vCPU is finalized, up to the host’s', () => {
    const outcomes = new Map(full.early.map(({ value, outcome }) => [value, outcome]));
    expect(outcomes.get('0x1')).toBe('=');
    expect([...outcomes.values()]).toContain('EINVAL');
  });

  test('each other choice of features is a shape of its own, and what the kernel does not make is named', () => {
    const shapes = capture.probe?.shapes ?? [];
    const without = shapes.find(({ features }) => !features.includes('sve') && features.includes('pmu'));
    expect(without?.listed.length).toBeLessThan(full.listed.length);
    expect(shapes.length + (capture.probe?.unmakeable.length ?? 0)).toBeGreaterThan(8);
  });

  test('the VM that was captured was only read', async () => {
    const again = await takeCapture(await ownCapturable(lab, vm), {
      by: 'a test',
      probe: false,
      signal: new AbortController().signal,
    });
    const moving = new Set(['CNTVCT_EL0', 'CNTPCT_EL0', 'CNTV_CTL_EL0', 'CNTP_CTL_EL0'].map(idOf));
    const still = ({ registers }: Capture) => registers.filter(({ id }) => !moving.has(id));
    expect(still(again)).toEqual(still(capture));
  });

  test('a probe that is cancelled leaves no VM behind', async () => {
    const stop = new AbortController();
    const going = takeCapture(await ownCapturable(lab, vm), { by: 'a test', probe: true, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 1500);
    await expect(going).rejects.toThrow('enough');
    expect(await lab.withKvm('counting', async ({ kvm }) => (await kvm.hello()).openVms)).toBe(1);
    expect((await lab.describe()).busy).toBe('');
  });

  test.skipIf(!existsSync(truth))('agrees bit by bit with what was seen on the same kernel series elsewhere', () => {
    const known: Truth = JSON.parse(readFileSync(truth, 'utf8'));
    expect(disagreements(full, known)).toEqual([]);
  });
});

function idOf(name: string): string {
  return formatRegisterId(catalogue('arm64').find(name) ?? registerId(0n));
}
