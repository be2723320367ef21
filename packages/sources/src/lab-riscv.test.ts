import { fileURLToPath } from 'node:url';
import { formatRegisterId, registerId } from '@regscope/registers';
import { catalogue } from '@regscope/catalogs';
import type { ProbedShape } from '@regscope/captures';
import type { Kvm } from '@regscope/kvm';
import { contractSuite } from '@regscope/kvm/contract-suite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostFiles } from './host-files.ts';
import { Hosts } from './hosts.ts';
import { labHost } from './lab-host.ts';
import type { OwnedHost } from './owned-host.ts';
import { ownCapturable, takeCapture } from './take-capture.ts';
import { whyNoRiscvLab } from './why-no-lab.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);
const spec = { kernel: '7.2', cpu: 'rv64' };

describe.skipIf(whyNoRiscvLab !== '')(`/dev/kvm of a riscv64 lab host${whyNoRiscvLab}`, () => {
  let kvm: Kvm;
  let release: () => Promise<void>;
  beforeAll(async () => {
    ({ kvm, release } = await labHost(spec, files).connect(() => {}, new AbortController().signal));
  }, 600_000);
  afterAll(() => release());
  contractSuite(() => kvm);
});

describe.skipIf(whyNoRiscvLab !== '')(`a probed riscv64 lab host${whyNoRiscvLab}`, () => {
  const hosts = new Hosts(files);
  let lab: OwnedHost;
  let shape: ProbedShape;
  beforeAll(async () => {
    lab = await hosts.use('lab:7.2:rv64');
    const { vm } = await lab.createVm({ vcpus: 2 });
    const capture = await takeCapture(await ownCapturable(lab, vm), {
      by: 'a test',
      probe: true,
      signal: new AbortController().signal,
    });
    const [first] = capture.probe?.shapes ?? [];
    if (first === undefined) throw new Error('nothing was probed');
    shape = first;
  }, 600_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  const of = (name: string) => shape.registers.find(({ id }) => id === idOf(name));

  test('lists its registers, and each is in the catalogue', () => {
    expect(shape.listed.length).toBeGreaterThan(100);
    const { nameOf } = catalogue('riscv64');
    expect(shape.listed.filter((id) => nameOf(registerId(BigInt(id))) === undefined)).toEqual([]);
  });

  test('what a vCPU has of the instruction set is that vCPU’s, and settled when it has run', () => {
    expect(of('isa')?.new.taken).toMatch(/^0x[1-9a-f]/);
    expect(of('isa')).not.toHaveProperty('new.seen');
    expect(of('isa')?.ran?.refused).toHaveProperty('EBUSY');
  });

  test('and no other’s: a vCPU that has not run may still be changed', () => {
    expect(of('isa')).not.toHaveProperty('idle');
  });

  test('the time is the VM’s', () => {
    expect(BigInt(of('timer.time')?.new.seen ?? 0)).toBeGreaterThan(0n);
  });
});

function idOf(name: string): string {
  return formatRegisterId(catalogue('riscv64').find(name) ?? registerId(0n));
}
