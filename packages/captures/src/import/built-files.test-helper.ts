// One small file of every format, each built by its builder: for goldens, for refusals, and to be mangled.
import { buildState, emptyCore } from './cloud-hypervisor/state-builder.test-helper.ts';
import { buildSnapshot, type BuiltRegister, type BuiltVcpu } from './firecracker/snapshot-builder.test-helper.ts';
import { buildFingerprint, buildTemplate } from './firecracker/template-builder.test-helper.ts';
import { buildAnalyzed, buildSaveFile, buildStream, type BuiltCpu } from './qemu/stream-builder.test-helper.ts';

const MPIDR = 0x6030_0000_0013_c005n;
const PFR0 = 0x6030_0000_0013_c020n;
const CCSIDR = 0x6020_0000_0011_0000n;
const V0 = 0x6040_0000_0010_0054n;
const Z0 = 0x6080_0000_0015_0000n;
const VLS = 0x6070_0000_0015_ffffn;

const wide = (1n << 2040n) | 0x1234_5678_9abc_def0n;
const named = (vcpu: number): BuiltRegister[] => [
  { id: MPIDR, value: 0x8000_0000n | BigInt(vcpu) },
  { id: PFR0, value: 0x1101_0000_1111_0112n },
  { id: CCSIDR, value: 0xffff_fffen },
];
const vcpu = (n: number): BuiltVcpu => ({
  mpidr: 0x8000_0000n | BigInt(n),
  mpState: n === 0 ? 0 : 3,
  registers: [...named(n), { id: V0, value: (1n << 127n) | 1n }, ...(n === 0 ? [{ id: Z0, value: wide }] : [])],
});
const core = { ...emptyCore, general: emptyCore.general.map((_, n) => 0xffff_0000_0000_0000n + BigInt(n)) };
const system = (n: number) => ({ core, system: named(n) });
const cpu = (n: number): BuiltCpu => ({
  listed: [{ id: 0x4020_0000_0000_e004n, value: 7n }, ...named(n)].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  x: Array.from({ length: 32 }, (_, at) => 0x8000_0000_0000_0000n + BigInt(at)),
  pc: 0xffff_8000_0801_0000n,
});
const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

export const builtFiles = {
  'firecracker-1.7.vmstate': buildSnapshot({ version: '1.0.0', vcpus: [vcpu(0), vcpu(1)] }),
  'firecracker-1.8.vmstate': buildSnapshot({ version: '2.0.0', vcpus: [vcpu(0)] }),
  'firecracker-1.12.vmstate': buildSnapshot({ version: '6.0.0', vcpus: [vcpu(0), vcpu(1)] }),
  'firecracker-1.14.vmstate': buildSnapshot({ version: '8.0.0', vcpus: [{ ...vcpu(0), pvtime: 0x8000n }, vcpu(1)] }),
  'firecracker-fingerprint.json': text(buildFingerprint(named(0))),
  'firecracker-template.json': text(
    buildTemplate(
      { '0x603000000013c020': '0b0000_xxxx_1111', '0x6020000000110000': `0b${'01'.repeat(16)}` },
      { vcpu_features: [{ index: 0, bitmap: '0b1xx00' }] },
    ),
  ),
  'firecracker-template-x86.json': text(
    JSON.stringify({
      cpuid_modifiers: [{ leaf: '0x1', subleaf: '0x0', flags: 0, modifiers: [] }],
      msr_modifiers: [{ addr: '0x10a', bitmap: `0b${'1'.repeat(64)}` }],
    }),
  ),
  'cloud-hypervisor-37.json': text(buildState([system(0), system(1)], 'objects')),
  'cloud-hypervisor-40.json': text(buildState([system(0)], 'bytes')),
  'cloud-hypervisor-53.json': text(
    buildState(
      [
        {
          ...system(0),
          extended: [
            { id: VLS, value: 0xfn },
            { id: Z0, value: wide },
          ],
        },
      ],
      'bytes',
    ),
  ),
  'qemu.mig': buildStream([cpu(0), cpu(1)]),
  'libvirt.save': buildSaveFile(buildStream([cpu(0)], 'paused')),
  'analyze-migration.json': text(buildAnalyzed([cpu(0), cpu(1)])),
  'list.txt': text('# of two vCPUs\n0x603000000013c005 0x80000000 0x80000001\n\n0x6080000000150000 0x1 -  # SVE\n'),
} satisfies Record<string, Uint8Array<ArrayBuffer>>;

export type BuiltFile = keyof typeof builtFiles;
export const builtNames = Object.keys(builtFiles).filter((name): name is BuiltFile => name in builtFiles);
