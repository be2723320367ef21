// Files that others made, where they lie beside the checkout: they are not ours to keep. Without them, these tests are skipped.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hex } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { importState, type ImportedState } from '../index.ts';

const folderOf = (name: string): string => fileURLToPath(new URL(`../../../../../shared/${name}/`, import.meta.url));
const [fingerprints, samples] = [folderOf('fingerprints'), folderOf('samples')];
const why = (folder: string): string => (existsSync(folder) ? '' : ` (skipped: there is no folder ${folder})`);
const imported = (folder: string, name: string): ImportedState => importState(readFileSync(folder + name), name);

const of = (host: string) => imported(fingerprints, `fingerprint_ARM_${host}host.json`);

describe.skipIf(!existsSync(fingerprints))(`fingerprints of the Firecracker project${why(fingerprints)}`, () => {
  test('every one is imported, and tells its kernel', () => {
    const all = readdirSync(fingerprints).map((name) => imported(fingerprints, name));
    expect(all.length).toBeGreaterThan(0);
    for (const { kernel, registers, arch } of all) {
      expect(kernel).toMatch(/^(5\.10|6\.1|6\.18)\./);
      expect(arch).toBe('arm64');
      expect(registers.length).toBeGreaterThan(200);
    }
  });

  test.each([
    ['NEOVERSE_N1_5.10', 'NEOVERSE_N1_6.1', { lost: 74, gained: 4, different: 3 }],
    ['NEOVERSE_N1_6.1', 'NEOVERSE_N1_6.18', { lost: 0, gained: 12, different: 8 }],
    ['NEOVERSE_N1_5.10', 'NEOVERSE_V1_5.10', { lost: 0, gained: 0, different: 16 }],
  ])('from %s to %s', (from, to, expected) => {
    expect(compared(of(from), of(to))).toEqual(expected);
  });
});

describe.skipIf(!existsSync(samples))(`migration streams of QEMU${why(samples)}`, () => {
  const stream = 'qemu-7.2.22-aarch64-tcg-a57-2vcpu.mig';

  test('every one is imported', () => {
    for (const name of readdirSync(samples)) expect(imported(samples, name).vcpus).toBeGreaterThan(0);
  });

  test('a Cortex-A57 of two vCPUs holds what such a CPU holds', () => {
    const state = imported(samples, stream);
    const values = (id: bigint) =>
      state.registers.find((one) => one.id === id)?.values.map((value) => hex(value ?? 0n));
    expect(state).toMatchObject({ vcpus: 2, phase: 'new', vmm: 'QEMU', arch: 'arm64' });
    expect(state.claims).toContainEqual({ what: 'machine type', says: 'virt-7.2' });
    // TCG lists no MIDR_EL1; these are as the Cortex-A57's manual has them (Arm DDI 0488, 4.3).
    expect(values(0x6030_0000_0013_c030n)).toEqual(['0x11120', '0x11120']); // ID_AA64ISAR0_EL1
    expect(values(0x6030_0000_0013_c038n)).toEqual(['0x1124', '0x1124']); // ID_AA64MMFR0_EL1
    expect(values(0x6030_0000_0013_c801n)).toEqual(['0xa200023', '0xa200023']); // CLIDR_EL1
    expect(values(0x6030_0000_0010_0042n)).toEqual(['0x400003c5', '0x400003c5']); // PSTATE: EL1h, all masked
    // Its list, and 41 core and 32 vector registers that lie elsewhere in the stream.
    expect(state.registers).toHaveLength(258 + 41 + 32);
    expect(state.registers.every(({ values: all }) => all.length === 2 && !all.includes(null))).toBe(true);
  });
});

/** By id and first value alone. */
function compared(before: ImportedState, after: ImportedState) {
  const [old, now] = [before, after].map(
    ({ registers }) => new Map(registers.map(({ id, values }) => [id, values[0]])),
  );
  const ids = [...(old?.keys() ?? [])];
  return {
    lost: ids.filter((id) => now?.has(id) === false).length,
    gained: [...(now?.keys() ?? [])].filter((id) => old?.has(id) === false).length,
    different: ids.filter((id) => now?.has(id) === true && now.get(id) !== old?.get(id)).length,
  };
}
