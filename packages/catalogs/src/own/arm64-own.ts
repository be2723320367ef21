import { registerId } from '@regscope/registers';
import { arm64Layouts } from '../arm64-layouts.ts';
import type { Entry } from '../entry.ts';
import { arm64Firmware } from './arm64-firmware.ts';

/** The registers of KVM/arm64 that are no system registers (arch/arm64/include/uapi/asm/kvm.h, Linux 7.3). */
export function arm64Own(): Entry[] {
  return [...core(), ...demux(), ...arm64Firmware(), ...sve()];
}

type Row = {
  at: bigint;
  name: string;
  title: string;
  like?: string;
  layouts?: readonly (readonly string[])[];
  aliases?: string[];
};

const entry = ({ at, name, title, like, layouts = [], aliases = [] }: Row): Entry => ({
  id: registerId(at),
  name,
  title,
  aliases,
  note: '',
  source: 'linux 7.3, own',
  layouts: () => (like === undefined ? layouts : arm64Layouts(like).layouts),
});

const many = (count: number, make: (n: number) => Row) => Array.from({ length: count }, (_, n) => entry(make(n)));

const coreId = 0x6030_0000_0010_0000n;
const modes = ['EL1', 'abort', 'undefined instruction', 'IRQ', 'FIQ'];

function core(): Entry[] {
  return [
    ...many(31, (n) => ({
      at: coreId + BigInt(n * 2),
      name: `x${n}`,
      title: `General register ${n}`,
      layouts: [['', '63:0 VALUE']],
    })),
    entry({ at: coreId + 0x3en, name: 'sp', title: 'Stack pointer of EL0', like: 'SP_EL0', aliases: ['SP_EL0'] }),
    entry({ at: coreId + 0x40n, name: 'pc', title: 'Program counter', layouts: [['', '63:0 ADDRESS']] }),
    entry({ at: coreId + 0x42n, name: 'pstate', title: 'Processor state', layouts: pstate }),
    entry({ at: coreId + 0x44n, name: 'sp_el1', title: 'Stack pointer of EL1', like: 'SP_EL1' }),
    entry({ at: coreId + 0x46n, name: 'elr_el1', title: 'Exception link (EL1)', like: 'ELR_EL1' }),
    ...many(5, (n) => ({
      at: coreId + BigInt(0x48 + n * 2),
      name: `spsr[${n}]`,
      title: `Saved program status of ${modes[n] ?? ''}`,
      aliases: n === 0 ? ['SPSR_EL1'] : [],
      layouts: pstate,
    })),
    ...many(32, (n) => ({
      at: 0x6040_0000_0010_0054n + BigInt(n * 4),
      name: `v${n}`,
      title: `Vector register ${n}, not listed with SVE`,
      layouts: [['', '127:64 HIGH', '63:0 LOW']],
    })),
    entry({ at: 0x6020_0000_0010_00d4n, name: 'fpsr', title: 'Floating point status', like: 'FPSR' }),
    entry({ at: 0x6020_0000_0010_00d5n, name: 'fpcr', title: 'Floating point control', like: 'FPCR' }),
  ];
}

/** M[4] tells which of the two formats of SPSR_EL1 is meant; the mode is what KVM checks when pstate is written. */
const pstate = [
  [
    "SELF.nRW == '0'",
    '63:36 res0',
    '35 PACM ? FEAT_PAuth_LR',
    '34 EXLOCK ? FEAT_GCS',
    '33 PPEND ? FEAT_SEBEP',
    '32 PM ? FEAT_EBEP',
    '31 N',
    '30 Z',
    '29 C',
    '28 V',
    '27:26 res0',
    '25 TCO ? FEAT_MTE',
    '24 DIT ? FEAT_DIT',
    '23 UAO ? FEAT_UAO',
    '22 PAN ? FEAT_PAN',
    '21 SS',
    '20 IL',
    '19:14 res0',
    '13 ALLINT ? FEAT_NMI',
    '12 SSBS ? FEAT_SSBS',
    '11:10 BTYPE ? FEAT_BTI',
    '9 D | 0 not masked | 1 masked',
    '8 A | 0 not masked | 1 masked',
    '7 I | 0 not masked | 1 masked',
    '6 F | 0 not masked | 1 masked',
    '5 res0',
    '4 nRW | 0 AArch64 | 1 AArch32',
    '3:0 M | 0000 EL0t | 0100 EL1t | 0101 EL1h | 1000 EL2t | 1001 EL2h | 1100 EL3t | 1101 EL3h',
  ],
  [
    "SELF.nRW == '1'",
    '63:32 res0',
    '31 N',
    '30 Z',
    '29 C',
    '28 V',
    '27 Q',
    '15:10,26:25 IT',
    '24 J',
    '23 SSBS',
    '22 PAN',
    '21 DIT',
    '20 IL',
    '19:16 GE',
    '9 E | 0 little-endian | 1 big-endian',
    '8 A | 0 not masked | 1 masked',
    '7 I | 0 not masked | 1 masked',
    '6 F | 0 not masked | 1 masked',
    '5 T | 0 A32 | 1 T32',
    '4 nRW | 0 AArch64 | 1 AArch32',
    '3:0 M | 0000 User | 0001 FIQ | 0010 IRQ | 0011 Supervisor | 0110 Monitor | 0111 Abort | 1010 Hyp | 1011 Undefined | 1111 System',
  ],
] as const;

/** CCSIDR of each cache, in the 32 bits that KVM gives it: with FEAT_CCIDX the number of sets would stand above them. */
const ccsidr = [
  ['FEAT_CCIDX', '31:24 res0', '23:3 Associativity', '2:0 LineSize'],
  ['', '31:28 unknown', '27:13 NumSets', '12:3 Associativity', '2:0 LineSize'],
];

function demux(): Entry[] {
  return many(14, (n) => ({
    at: 0x6020_0000_0011_0000n + BigInt(n),
    name: `CCSIDR[${n}]`,
    title: `Size of the level ${(n >> 1) + 1} ${n % 2 === 0 ? 'data or unified' : 'instruction'} cache`,
    layouts: ccsidr,
  }));
}

const whole = (bits: number) => [['', `${bits - 1}:0 VALUE`]];

function sve(): Entry[] {
  const lengths = Array.from({ length: 16 }, (_, n) => `${n} VL${(n + 1) * 128} | 0 no | 1 yes`).toReversed();
  return [
    ...many(32, (n) => ({
      at: 0x6080_0000_0015_0000n + BigInt(n * 32),
      name: `z${n}`,
      title: `SVE vector ${n}`,
      layouts: whole(2048),
    })),
    ...many(16, (n) => ({
      at: 0x6050_0000_0015_0400n + BigInt(n * 32),
      name: `p${n}`,
      title: `SVE predicate ${n}`,
      layouts: whole(256),
    })),
    entry({ at: 0x6050_0000_0015_0600n, name: 'ffr', title: 'SVE first fault', layouts: whole(256) }),
    entry({
      at: 0x6060_0000_0015_ffffn,
      name: 'VLS',
      title: 'SVE vector lengths: bit n stands for 128 × (n + 1) bits',
      layouts: [['', '511:16 res0', ...lengths]],
    }),
  ];
}
