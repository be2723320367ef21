// What every backend must do, on whatever kernel it reaches. Run by contract.test.ts here and by the lab's test in sources.
import { expect, test } from 'vitest';
import { registerId, type Arch, type RegisterId } from '@regscope/registers';
import { limitsOf, machineFor, PROTOCOL_VERSION, type Kvm } from './index.ts';
import { probeContract } from './probe-contract.ts';
import { defaultMachine, withMachine, withVm } from './with-vm.ts';

/** A register that any value may be written to, and an id that the kernel of that architecture does not know. */
const known: Readonly<Record<Arch, { plain: bigint; value: bigint; absent: bigint }>> = {
  'x86-64': { plain: 0x2030_0002_0000_0277n, value: 0x0007_0406_0007_0400n, absent: 0x2030_0002_dead_beefn },
  arm64: { plain: 0x6030_0000_0010_000an, value: 0xfedc_ba98_7654_3210n, absent: 0x6030_0000_0013_ffffn },
  riscv64: { plain: 0x8030_0000_0200_0005n, value: 0xfedc_ba98_7654_3210n, absent: 0x8030_0000_0200_ffffn },
  unknown: { plain: 0n, value: 0n, absent: 0n },
};

/** KVM_REG_ARM64_SVE_VLS with its shortest length alone, which every CPU with SVE has. */
const vectorLengths = { vcpu: 0, id: registerId(0x6060_0000_0015_ffffn), value: 1n };

const core = (refusal: string) => expect.objectContaining({ failure: { kind: 'core', refusal } });

export function contractSuite(connect: () => Kvm): void {
  test('hello names architecture and kernel, and KVM is open', async () => {
    expect(await connect().hello()).toMatchObject({
      protocol: PROTOCOL_VERSION,
      apiVersion: 12,
      openError: null,
      kernel: expect.stringMatching(/^\d+\.\d+/),
    });
  });

  test('a fresh VM lists its registers, and all of both vCPUs are read in one call', async () => {
    await withVm(connect(), 2, async (vm) => {
      const ids = await connect().list(vm, 0);
      const { vcpus, ioctlNs } = await connect().read(vm);
      expect(ids.length).toBeGreaterThan(20);
      expect(vcpus.map(({ vcpu, listError }) => [vcpu, listError])).toEqual([
        [0, null],
        [1, null],
      ]);
      expect(vcpus[0]?.ids).toEqual(ids);
      expect(vcpus.flatMap(({ statuses }) => statuses.filter((status) => status !== null))).toEqual([]);
      expect(ioctlNs).toBeGreaterThan(0n);
    });
  });

  test('a value written to one vCPU is read back from it, and not from the other', async () => {
    await withVm(connect(), 2, async (vm, arch) => {
      const { plain, value } = known[arch];
      const id = registerId(plain);
      expect(await connect().write(vm, [{ vcpu: 1, id, value }])).toEqual([null]);
      const { vcpus } = await connect().read(vm, [id]);
      expect(vcpus[1]).toMatchObject({ ids: [id], statuses: [null], values: [value] });
      expect(vcpus[0]?.values[0]).not.toBe(value);
    });
  });

  test('one refused register carries an errno and hides none of the others', async () => {
    await withVm(connect(), 1, async (vm, arch) => {
      const [plain, absent] = [registerId(known[arch].plain), registerId(known[arch].absent)];
      const wrongSize: RegisterId = registerId((plain & ~(0xfn << 52n)) | (2n << 52n));
      const sizeless = registerId(plain | (0xfn << 52n));
      const { vcpus } = await connect().read(vm, [absent, plain, wrongSize, sizeless]);
      const errno: unknown = expect.stringMatching(/^E(NOENT|INVAL)$/);
      expect(vcpus[0]?.statuses).toEqual([errno, null, errno, 'RS_BAD_SIZE']);
      expect(
        await connect().write(vm, [
          { vcpu: 0, id: absent, value: 1n },
          { vcpu: 0, id: plain, value: known[arch].value },
        ]),
      ).toEqual([errno, null]);
    });
  });

  test('running a vCPU once leaves the guest again by a device access', async () => {
    await withVm(connect(), 2, async (vm) => {
      expect(await connect().run(vm, 1)).toMatch(/^KVM_EXIT_(IO|MMIO)$/);
    });
  });

  test('what is settled by finalizing is written before it, holds after it, and the VM runs', async () => {
    const kvm = connect();
    const machine = await defaultMachine(kvm, 1);
    if (machine.finalize === 0) return;
    await withMachine(kvm, { ...machine, finalize: 0 }, async (vm) => {
      expect(await kvm.write(vm, [vectorLengths])).toEqual([null]);
      await kvm.finalize(vm, machine.finalize);
      expect((await kvm.read(vm, [vectorLengths.id])).vcpus[0]?.values).toEqual([1n]);
      expect(await kvm.write(vm, [vectorLengths])).toEqual(['EPERM']);
      await expect(kvm.finalize(vm, machine.finalize)).rejects.toMatchObject({ failure: { errno: 'EPERM' } });
      expect((await kvm.list(vm, 0)).length).toBeGreaterThan(20);
      expect(await kvm.run(vm, 0)).toBe('KVM_EXIT_MMIO');
    });
  });

  test('finalizing is refused where the architecture knows nothing of it', async () => {
    await withVm(connect(), 1, async (vm, arch) => {
      const answer = await connect()
        .finalize(vm, 4)
        .catch((error: unknown) => error);
      const refusal =
        arch === 'arm64' ? { kind: 'kernel', errno: 'EPERM' } : { kind: 'core', refusal: 'RS_UNSUPPORTED' };
      expect(answer).toMatchObject({ failure: refusal });
    });
  });

  test('what does not exist is refused by name, and the VM goes on', async () => {
    await withVm(connect(), 1, async (vm) => {
      await expect(connect().read(vm + 1000)).rejects.toEqual(core('RS_NO_SUCH_VM'));
      await expect(connect().run(vm, 1)).rejects.toEqual(core('RS_NO_SUCH_VCPU'));
      await expect(connect().list(vm, 0xffff_ffff)).rejects.toEqual(core('RS_NO_SUCH_VCPU'));
      await expect(
        connect().read(
          vm,
          Array.from({ length: 8193 }, () => registerId(1n)),
        ),
      ).rejects.toEqual(core('RS_TOO_MANY'));
      expect((await connect().list(vm, 0)).length).toBeGreaterThan(20);
    });
  });

  test('a closed VM is gone, also for those who still hold its number', async () => {
    let closed = 0;
    await withVm(connect(), 1, async (vm) => {
      await connect().close(vm);
      closed = vm;
    });
    await expect(connect().read(closed)).rejects.toEqual(core('RS_NO_SUCH_VM'));
    await withVm(connect(), 1, async (vm) => expect(vm).not.toBe(closed));
  });

  test('a machine with too many vCPUs, or a type that KVM does not have, leaves nothing behind', async () => {
    const kvm = connect();
    const { arch, openVms } = await kvm.hello();
    const machine = machineFor(arch, { vcpus: 1, features: [] }, await limitsOf(kvm));
    await expect(kvm.create({ ...machine, vcpus: 513 })).rejects.toEqual(core('RS_TOO_MANY'));
    const ofNoType = kvm.create({ ...machine, machineType: 0xffff_0000_0000n }).then(
      (vm) => kvm.close(vm).then(() => 'made'),
      () => 'refused',
    );
    // RISC-V looks at no type (arch/riscv/kvm/vm.c, kvm_arch_init_vm(), Linux 7.2).
    expect(await ofNoType).toBe(arch === 'riscv64' ? 'made' : 'refused');
    expect((await kvm.hello()).openVms).toBe(openVms);
  });

  test('statistics are asked of processes that are there, and of no other descriptors than those of statistics', async () => {
    await expect(connect().stats(0x7fff_ffff, [])).rejects.toMatchObject({
      failure: { kind: 'kernel', errno: 'ESRCH', call: 'pidfd_open' },
    });
    const [first, second] = await connect().stats(1, [0, 0xff_ffff]);
    expect([first?.status, second?.status]).toEqual([
      expect.stringMatching(/^E(BADF|PERM)$/),
      expect.stringMatching(/^E(BADF|PERM)$/),
    ]);
  });

  test('a look tells who looks, and of VMs that the looking process holds by its descriptors', async () => {
    const kvm = connect();
    const { arch } = await kvm.hello();
    const vm = await kvm.create(machineFor(arch, { vcpus: 2, features: [] }, await limitsOf(kvm)));
    const { entries, isCut } = await kvm.look();
    await kvm.close(vm);
    expect(isCut).toBe(false);
    const self = entries.find(({ path }) => path === '/proc/self')?.held.toString() ?? '';
    const links = entries.filter(({ kind, path }) => kind === 'link' && path.startsWith(`/proc/${self}/fd/`));
    const targets = links.map(({ held }) => held.toString());
    expect(targets).toEqual(
      expect.arrayContaining(['anon_inode:kvm-vm', 'anon_inode:kvm-vcpu:0', 'anon_inode:kvm-vcpu:1']),
    );
    expect(targets.filter((target) => !target.startsWith('anon_inode:kvm-'))).toEqual([]);
  });

  probeContract(connect);
}
