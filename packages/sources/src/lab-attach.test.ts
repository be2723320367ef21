// Attaching to VMs of a real VMM on arm64: QEMUs on a lab host, whose guests tell on their consoles that they live, and what CPU they see.
import { fileURLToPath } from 'node:url';
import { catalogue } from '@regscope/catalogs';
import type { PlannedWrite } from '@regscope/registers';
import { registerId } from '@regscope/registers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyWrites } from './edits/edit-vm.ts';
import { hostFiles } from './host-files.ts';
import { Hosts } from './hosts.ts';
import type { OwnedHost } from './owned-host.ts';
import { whyNoLab } from './why-no-lab.ts';

const files = hostFiles(fileURLToPath(new URL('../../..', import.meta.url)), process.env);
const name = 'lab:6.12:max+qemu';
const safely = { despiteFilters: false };

const { find } = catalogue('arm64');
const MPIDR_EL1 = registerId(0x6030_0000_0013_c005n);
const ID_AA64ISAR0_EL1 = registerId(0x6030_0000_0013_c030n);
const AES = 0xf0n;

describe.skipIf(whyNoLab !== '')(`attaching to VMs of QEMU on arm64${whyNoLab}`, { timeout: 300_000 }, () => {
  const hosts = new Hosts(files);
  let lab: OwnedHost;
  beforeAll(async () => {
    lab = await hosts.use(name);
    await lab.start();
  }, 600_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  test.for([
    { called: 'running', vcpus: 2 },
    { called: 'sandboxed', vcpus: 1 },
  ])('$called is read whole, each vCPU by its own thread, and its guest goes on', async ({ called, vcpus }) => {
    const vm = await other(hosts, called);
    await expect.poll(() => clocks(lab, called), { timeout: 200_000 }).toBeGreaterThan(0);
    const { stops } = await hosts.attach(name, vm, safely);
    expect(stops.map(({ vcpu }) => vcpu)).toEqual(Array.from({ length: vcpus }, (_, n) => n));
    const { registers, listErrors } = await (await hosts.find(name)).snapshot(vm);
    expect(listErrors).toEqual(Array.from({ length: vcpus }, () => null));
    expect(registers.length).toBeGreaterThan(250);
    expect(registers.flatMap(({ errors }) => errors).filter((error) => error !== null)).toEqual([]);
    // What the kernel shows of the same VM without stopping it.
    const { idRegisters } = await hosts.sighting(name, vm);
    const shown = idRegisters.filter((row) => find(row.name) !== undefined).map((row) => [row.name, BigInt(row.value)]);
    const read = shown.map(([shownAs]) => [
      shownAs,
      registers.find(({ id }) => id === find(String(shownAs)))?.values.at(-1),
    ]);
    expect(shown.length).toBeGreaterThan(15);
    expect(read).toEqual(shown);
    const affinity = registers.find(({ id }) => id === MPIDR_EL1)?.values.map((value) => (value ?? 0n) & 0xffn);
    expect(affinity).toEqual(Array.from({ length: vcpus }, (_, n) => BigInt(n)));
    const before = clocks(lab, called);
    await expect.poll(() => clocks(lab, called), { timeout: 100_000 }).toBeGreaterThan(before + 2);
  });

  test('twenty readings in a row leave nothing behind, and the guest goes on', async () => {
    const vm = await other(hosts, 'running');
    for (let n = 0; n < 20; n++) await hosts.attach(name, vm, safely);
    const { stops } = await hosts.attach(name, vm, safely);
    expect(stops.map((one) => one.stops)).toEqual([22, 22]);
    const before = clocks(lab, 'running');
    await expect.poll(() => clocks(lab, 'running'), { timeout: 100_000 }).toBeGreaterThan(before + 2);
  });

  test('waiting is changed before it starts, and its guest then has no AES', async () => {
    const vm = await other(hosts, 'waiting');
    await hosts.attach(name, vm, safely);
    const access = await hosts.editable(name, vm);
    const done = await access.alone(async () => applyWrites(access, [withoutAes(await valueOf(hosts, vm))]));
    expect(done).toMatchObject({ outcome: 'applied', writes: [{ did: 'written' }] });
    expect((await valueOf(hosts, vm)) & AES).toBe(0n);
    await lab.ready?.inner?.get('waiting')?.monitor.execute('cont');
    await expect.poll(() => said(lab, 'waiting'), { timeout: 200_000 }).toMatch(/^Features.*\r?\nclock /m);
    const features = /^Features\s*:(.*)$/m.exec(said(lab, 'waiting'))?.[1]?.trim().split(' ');
    expect(features).toContain('asimd');
    expect(features).not.toContain('aes');
    await hosts.attach(name, vm, safely);
    expect((await valueOf(hosts, vm)) & AES).toBe(0n);
  });

  test('once it has started it is not changed any more', async () => {
    const vm = await other(hosts, 'waiting');
    const access = await hosts.editable(name, vm);
    await expect(applyWrites(access, [withoutAes(await valueOf(hosts, vm))])).rejects.toMatchObject({
      code: 'VM_STARTED',
    });
  });
});

function withoutAes(old: bigint): PlannedWrite {
  return { id: ID_AA64ISAR0_EL1, through: 0, seenBy: null, old, value: old & ~AES, mask: AES };
}

async function valueOf(hosts: Hosts, vm: string): Promise<bigint> {
  const { registers } = await (await hosts.find(name)).snapshot(vm);
  return registers.find(({ id }) => id === ID_AA64ISAR0_EL1)?.values[0] ?? -1n;
}

async function other(hosts: Hosts, called: string): Promise<string> {
  const found = (await hosts.vms()).find((vm) => vm.host === name && vm.kind === 'attached' && vm.name === called);
  if (found === undefined) throw new Error(`${name} shows no VM ${called}`);
  return found.vm;
}

function said({ ready }: OwnedHost, called: string): string {
  return ready?.inner?.get(called)?.said() ?? '';
}

function clocks(lab: OwnedHost, called: string): number {
  return said(lab, called).match(/^clock /gm)?.length ?? 0;
}
