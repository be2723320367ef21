import { hex } from '@regscope/registers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importState, type ImportedState } from '../index.ts';
import { core64, vectorIds } from './arm64-core.ts';
import { buildState, emptyCore } from './cloud-hypervisor/state-builder.test-helper.ts';
import { buildSnapshot, sizeOf, type BuiltRegister } from './firecracker/snapshot-builder.test-helper.ts';
import { buildFingerprint } from './firecracker/template-builder.test-helper.ts';
import { buildAnalyzed, buildSaveFile, buildStream } from './qemu/stream-builder.test-helper.ts';

type Vcpus = readonly (readonly BuiltRegister[])[];

/** Ids of system registers and wider ones, each once, with values that fill them. */
function vcpus(mostSize: number): fc.Arbitrary<Vcpus> {
  const log2 = fc.integer({ min: 0, max: mostSize });
  const id = fc
    .tuple(log2, fc.integer({ min: 0, max: 0xffff }))
    .map(([size, low]) => (0x60n << 56n) | (BigInt(size) << 52n) | 0x13_0000n | BigInt(low));
  const register = id.chain((known) =>
    fc.bigInt({ min: 0n, max: (1n << BigInt(sizeOf(known) * 8)) - 1n }).map((value) => ({ id: known, value })),
  );
  const list = fc.uniqueArray(register, { selector: ({ id: known }) => known, minLength: 1, maxLength: 12 });
  return fc.array(list, { minLength: 1, maxLength: 4 });
}

/** What a state holds of each vCPU, without what the format adds by itself. */
function held({ registers, vcpus: count }: ImportedState, without: readonly bigint[] = []): Map<string, string>[] {
  return Array.from({ length: count }, (_, vcpu) => {
    const own = registers.filter(({ id, values }) => !without.includes(id) && values[vcpu] !== null);
    return new Map(own.map(({ id, values }) => [hex(id), hex(values[vcpu] ?? 0n)]));
  });
}

function put(all: Vcpus): Map<string, string>[] {
  return all.map((registers) => new Map(registers.map(({ id, value }) => [hex(id), hex(value)])));
}

const core = [...core64.map(({ id }) => id), ...vectorIds];
const text = (content: string) => new TextEncoder().encode(content);
const filled = (length: number, bits: bigint) =>
  fc.array(fc.bigInt({ min: 0n, max: (1n << bits) - 1n }), { minLength: length, maxLength: length });
const name = (called: string) => hex(core64.find((one) => one.name === called)?.id ?? 0n);
const isOf32Or64 = ({ id }: BuiltRegister) => sizeOf(id) <= 8;

test.each(['1.0.0', '2.0.0', '3.0.0', '5.0.0', '6.0.0', '8.0.0'])(
  'what is put into a Firecracker snapshot %s comes out',
  (version) => {
    fc.assert(
      fc.property(vcpus(8), fc.boolean(), (all, hasPvtime) => {
        const built = all.map((registers) => ({ registers, mpidr: 5n, ...(hasPvtime ? { pvtime: 1n } : {}) }));
        const state = importState(buildSnapshot({ version, vcpus: built }), 'vm');
        expect(state).toMatchObject({ formatVersion: version, arch: 'arm64', phase: 'started' });
        expect(held(state)).toEqual(put(all));
      }),
    );
  },
);

test('what is put into a fingerprint comes out', () => {
  fc.assert(
    fc.property(vcpus(4), ([registers = []]) => {
      expect(held(importState(text(buildFingerprint(registers)), 'f.json'))).toEqual(put([registers]));
    }),
  );
});

test.each(['objects', 'bytes'] as const)('what is put into state.json with structs as %s comes out', (as) => {
  fc.assert(
    fc.property(vcpus(8), filled(41, 64n), filled(32, 128n), (all, general, vectors) => {
      const built = all.map((registers) => ({
        core: { general, vectors, status: [1, 2] as const },
        system: registers.filter(isOf32Or64),
        ...(as === 'bytes' ? { extended: registers.filter((one) => !isOf32Or64(one)) } : {}),
      }));
      const state = importState(text(buildState(built, as)), 'state.json');
      const ownCore = [
        ...core64.map(({ id }, n) => ({ id, value: general[n] ?? 0n })),
        ...vectorIds.map((id, n) => ({ id, value: vectors[n] ?? 0n })),
      ];
      const status = [
        { id: 0x6020_0000_0010_00d4n, value: 1n },
        { id: 0x6020_0000_0010_00d5n, value: 2n },
      ];
      const expected = all.map((registers) => [
        ...ownCore,
        ...status,
        ...(as === 'bytes' ? registers : registers.filter(isOf32Or64)),
      ]);
      expect(held(state)).toEqual(put(expected));
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['a QEMU stream', (all: Vcpus) => buildStream(all.map((listed) => ({ listed })))],
  ['a libvirt save file', (all: Vcpus) => buildSaveFile(buildStream(all.map((listed) => ({ listed }))))],
  [
    'a libvirt save file of a big-endian host',
    (all: Vcpus) => buildSaveFile(buildStream(all.map((listed) => ({ listed }))), { order: 'big' }),
  ],
  ['JSON of analyze-migration.py', (all: Vcpus) => text(buildAnalyzed(all.map((listed) => ({ listed }))))],
])('what is put into %s comes out', (_, build) => {
  fc.assert(
    fc.property(vcpus(3), (all) => {
      expect(held(importState(build(all), 'vm'), core)).toEqual(put(all));
    }),
    { numRuns: 60 },
  );
});

test('the core registers of QEMU become those of KVM: the stack in use is the one that PSTATE selects', () => {
  const x = Array.from({ length: 32 }, (_, n) => BigInt(n + 1));
  const registersAt = (pstate: bigint) =>
    held(
      importState(buildStream([{ listed: [{ id: 0x6030_0000_0013_c020n, value: 1n }], x, pc: 9n, pstate }]), 'vm'),
    )[0];
  const [onEl1, onEl0, in32] = [registersAt(0x3c5n), registersAt(0x3c4n), registersAt(0x1d3n)];
  expect([onEl1?.get(name('x30')), onEl1?.get(name('pc')), onEl1?.get(name('pstate'))]).toEqual([
    '0x1f',
    '0x9',
    '0x3c5',
  ]);
  expect([onEl1?.get(name('sp')), onEl1?.get(name('sp_el1'))]).toEqual(['0x0', '0x20']);
  expect([onEl0?.get(name('sp')), onEl0?.get(name('sp_el1'))]).toEqual(['0x20', '0x0']);
  expect(in32?.get(name('pc'))).toBeUndefined();
});

test('what is put into a list of ids and values comes out', () => {
  fc.assert(
    fc.property(vcpus(8), ([registers = []]) => {
      const lines = registers.map(({ id, value }) => `${hex(id)} ${hex(value)}`).join('\r\n');
      expect(held(importState(text(lines), 'list.txt'))).toEqual(put([registers]));
    }),
  );
});

test('an empty core of Cloud Hypervisor is zeros, not unknown', () => {
  const state = importState(text(buildState([{ core: emptyCore, system: [] }], 'bytes')), 'state.json');
  expect(state.registers).toHaveLength(41 + 32 + 2);
  expect(state.registers.every(({ values }) => values[0] === 0n)).toBe(true);
});
