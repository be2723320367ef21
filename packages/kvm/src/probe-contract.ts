// The part of the contract that finds out what can be written: the same bits on every backend, and nothing left behind.
import { expect, test } from 'vitest';
import { hex, registerId, type Arch } from '@regscope/registers';
import { KvmError, type Kvm } from './index.ts';
import { defaultMachine, withMachine, withVm } from './with-vm.ts';

/** A register that each vCPU has for itself, one of the whole VM with a value for it, one with bits that are refused, and a counter. */
type Known = { own: bigint; shared: { id: bigint; value: bigint }; refusing: bigint; counter: bigint };

const known: Readonly<Partial<Record<Arch, Known>>> = {
  'x86-64': {
    own: 0x2030_0002_c000_0081n, // STAR
    shared: { id: 0x2030_0002_4b56_4d00n, value: 0x1000n }, // MSR_KVM_WALL_CLOCK_NEW
    refusing: 0x2030_0002_4b56_4d03n, // MSR_KVM_STEAL_TIME
    counter: 0x2030_0002_0000_0010n, // IA32_TIME_STAMP_COUNTER
  },
  arm64: {
    own: 0x6030_0000_0013_de82n, // TPIDR_EL0
    shared: { id: 0x6030_0000_0014_0000n, value: 0x1_0000n }, // PSCI_VERSION
    refusing: 0x6030_0000_0013_c030n, // ID_AA64ISAR0_EL1
    counter: 0x6030_0000_0013_df1an, // CNTVCT_EL0
  },
};
const VLS = registerId(0x6060_0000_0015_ffffn);
const ISAR0 = registerId(0x6030_0000_0013_c030n);

type Probe = { kvm: Kvm; vm: number; arch: Arch; rows: Known };

export function probeContract(connect: () => Kvm): void {
  /** Both vCPUs must read as before, but for what moves by itself. */
  const probing = async (use: (probe: Probe) => Promise<void>): Promise<void> => {
    const kvm = connect();
    await withVm(kvm, 2, async (vm, arch) => {
      const rows = known[arch];
      if (rows === undefined) return;
      const [first, second] = [await readings(kvm, vm), await readings(kvm, vm)];
      await use({ kvm, vm, arch, rows });
      const after = await readings(kvm, vm);
      const still = [...first].filter(([at, value]) => second.get(at) === value);
      expect(new Map(still.map(([at]) => [at, after.get(at)]))).toEqual(new Map(still));
    });
  };

  test('every bit of a register that each vCPU has for itself is taken, and seen through no other', async () => {
    await probing(async ({ kvm, vm, rows: { own } }) => {
      const id = registerId(own);
      const all = { id, status: null, bits: 64, sameStatus: null, taken: 2n ** 64n - 1n, seen: 0n, refused: [] };
      const none = { moving: 0n, ignored: 0n, altered: 0n, stuck: 0n };
      expect(await kvm.flip(vm, { vcpu: 1, other: 0 }, [id, id])).toMatchObject(
        [all, all].map((one) => ({ ...one, ...none })),
      );
    });
  });

  test('the bits of a register of the whole VM are seen through the other vCPU, and refused ones carry an errno', async () => {
    await probing(async ({ kvm, vm, rows: { shared, refusing } }) => {
      const ids = [registerId(shared.id), registerId(refusing)];
      const [ofVm, picky] = await kvm.flip(vm, { vcpu: 0, other: 1 }, ids);
      expect(ofVm).toMatchObject({ status: null, seen: ofVm?.taken, stuck: 0n, altered: 0n });
      expect(ofVm?.taken).not.toBe(0n);
      expect(picky?.refused.map(({ errno }) => errno)).toEqual(['EINVAL']);
      const judged = [picky?.taken, picky?.ignored, picky?.refused[0]?.mask].map((mask) => mask ?? 0n);
      expect(judged.reduce((sum, mask) => sum + mask, 0n)).toBe(2n ** 64n - 1n);
      expect(await kvm.flip(vm, { vcpu: 0 }, ids)).toMatchObject([{ taken: ofVm?.taken, seen: 0n }, { seen: 0n }]);
    });
  });

  test('a counter moves, and its moving bits are judged by nothing that is read', async () => {
    await probing(async ({ kvm, vm, rows: { counter, own } }) => {
      const [moving, still] = await kvm.flip(vm, { vcpu: 0, other: 1 }, [registerId(counter), registerId(own)]);
      const told = (moving?.taken ?? 0n) | (moving?.seen ?? 0n) | (moving?.ignored ?? 0n);
      expect(moving?.moving).toBeGreaterThan(0xffn);
      expect(told & (moving?.moving ?? 0n)).toBe(0n);
      expect(still?.moving).toBe(0n);
    });
  });

  test('a register that cannot be read has no bits, and is not written either', async () => {
    await probing(async ({ kvm, vm, rows: { own } }) => {
      const absent = registerId(own | 0xffffn);
      const errno: unknown = expect.stringMatching(/^E(NOENT|INVAL)$/);
      const tooWide = registerId(own | (0xfn << 52n));
      const flips = await kvm.flip(vm, { vcpu: 0, other: 1 }, [absent, tooWide]);
      expect(flips).toMatchObject([
        { status: errno, bits: 0, sameStatus: errno, value: 0n, refused: [] },
        { status: 'RS_BAD_SIZE', bits: 0 },
      ]);
      const [trial] = await kvm.attempt(vm, { vcpu: 0, watch: true }, [{ id: absent, value: 1n }]);
      expect(trial).toMatchObject({ status: errno, readStatus: errno, otherStatus: 'RS_NO_SUCH_VCPU', changed: [] });
    });
  });

  test('a trial tells what it changed on which vCPU, and leaves nothing to the next one', async () => {
    await probing(async ({ kvm, vm, rows: { own, shared } }) => {
      const [id, value] = [registerId(shared.id), shared.value];
      const trials = [
        { id, value },
        { id: registerId(own), value: 5n },
      ];
      const [ofVm, ofVcpu] = await kvm.attempt(vm, { vcpu: 0, other: 1, watch: true }, trials);
      const fine = {
        status: null,
        readStatus: null,
        otherStatus: null,
        restoreStatus: null,
        listStatus: null,
        gained: [],
        lost: [],
      };
      expect(ofVm).toMatchObject({ ...fine, id, value, stored: value, seen: value });
      expect(ofVm?.changed).toContainEqual({ id, vcpu: 1, value });
      expect(ofVm?.changed).not.toContainEqual({ id, vcpu: 0, value });
      expect(ofVcpu).toMatchObject({ ...fine, stored: 5n, changed: [] });
      expect(ofVcpu?.seen).not.toBe(5n);
      expect(await kvm.attempt(vm, { vcpu: 0, watch: false }, trials)).toMatchObject([{ changed: [] }, { stored: 5n }]);
      expect(() => kvm.attempt(vm, { vcpu: 0, watch: false }, [{ id, value: 1n << 64n }])).toThrow(RangeError);
    });
  });

  test('what the kernel announces as writable covers what it takes, where it announces anything', async () => {
    await probing(async ({ kvm, vm, arch }) => {
      const [isar0] = await kvm.flip(vm, { vcpu: 0 }, [ISAR0]);
      const verdict = await kvm.masks(vm).then(
        (masks) => ((isar0?.taken ?? 0n) & ~(masks.get(ISAR0) ?? 0n) ? 'not covered' : 'covered'),
        (error: unknown) => (error instanceof KvmError ? error.message : ''),
      );
      expect(verdict).toMatch(arch === 'arm64' ? /^covered$|gave E/ : 'RS_UNSUPPORTED');
    });
  });

  test('the vector lengths can be tried before the vCPU is finalized, although it has no list yet', async () => {
    const kvm = connect();
    const machine = await defaultMachine(kvm, 2);
    if (machine.finalize === 0) return;
    await withMachine(kvm, { ...machine, finalize: 0 }, async (vm) => {
      await expect(kvm.list(vm, 0)).rejects.toMatchObject({ failure: { kind: 'kernel', errno: 'EPERM' } });
      const [before] = (await kvm.read(vm, [VLS])).vcpus;
      const lengths = before?.values[0] ?? 0n;
      const [trial] = await kvm.attempt(vm, { vcpu: 0, other: 1, watch: false }, [{ id: VLS, value: 1n }]);
      expect(trial).toMatchObject({ status: null, restoreStatus: null, stored: 1n, seen: lengths });
      expect((await kvm.read(vm, [VLS])).vcpus[0]?.values).toEqual([lengths]);
    });
  });
}

async function readings(kvm: Kvm, vm: number): Promise<Map<string, bigint | undefined>> {
  const { vcpus } = await kvm.read(vm);
  return new Map(vcpus.flatMap(({ vcpu, ids, values }) => ids.map((id, n) => [`${vcpu} ${hex(id)}`, values[n]])));
}
