import { csrFields } from './riscv-csr.ts';
import { extensionGroups } from './riscv-extension-groups.ts';

/** Registers that follow each other (arch/riscv/include/uapi/asm/kvm.h, Linux 7.3). `size` is the logarithm of the bytes. */
export type RiscvGroup = {
  base: number;
  size: number;
  prefix: string;
  names: readonly string[];
  title?: string;
  titles?: Readonly<Record<string, string>>;
  sizes?: Readonly<Record<string, number>>;
  /** The fields of one register, and of each that has none of its own. */
  fields?: Readonly<Record<string, readonly string[]>>;
  each?: readonly string[];
};

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);
const words = (text: string) => text.split(' ');
const enabled = ['63:1 res0', '0 ENABLED | 0 no | 1 yes'];

const fwftFeatures = words('misaligned_deleg pointer_masking pte_ad_hw_updating landing_pad shadow_stack');
const fwft = fwftFeatures.flatMap((name) => ['enable', 'flags', 'value'].map((part) => `${name}.${part}`));

/** Flags: SBI specification 3.0, FWFT; the value's meaning is the feature's own. */
const fwftFields = Object.fromEntries(
  fwftFeatures.flatMap((name) => [
    [`${name}.enable`, enabled],
    [`${name}.flags`, ['63:1 res0', '0 LOCK | 0 open | 1 locked']],
  ]),
);

export const riscvGroups: readonly RiscvGroup[] = [
  {
    base: 0x0100_0000,
    size: 3,
    prefix: '',
    names: words('isa zicbom_block_size mvendorid marchid mimpid zicboz_block_size satp_mode zicbop_block_size'),
    titles: {
      isa: 'Single-letter extensions of the instruction set',
      zicbom_block_size: 'Block size of cache management',
      mvendorid: 'Vendor',
      marchid: 'Architecture',
      mimpid: 'Implementation',
      zicboz_block_size: 'Block size of cache zeroing',
      satp_mode: 'Address translation mode',
      zicbop_block_size: 'Block size of cache prefetch',
    },
    fields: {
      isa: ['63:26 res0', ...Array.from({ length: 26 }, (_, n) => `${25 - n} ${String.fromCodePoint(90 - n)}`)],
      satp_mode: ['63:4 res0', '3:0 MODE | 0000 bare | 1000 Sv39 | 1001 Sv48 | 1010 Sv57'],
    },
  },
  {
    base: 0x0200_0000,
    size: 3,
    prefix: '',
    names: words(
      'pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6 mode',
    ),
    titles: { pc: 'Program counter', ra: 'Return address', sp: 'Stack pointer', mode: 'Privilege mode' },
    title: 'General register #',
    fields: { mode: ['63:1 res0', '0 MODE | 0 user | 1 supervisor'] },
  },
  {
    base: 0x0300_0000,
    size: 3,
    prefix: '',
    names: words('sstatus sie stvec sscratch sepc scause stval sip satp scounteren senvcfg'),
    titles: {
      sstatus: 'Supervisor status',
      sie: 'Supervisor interrupt enable',
      stvec: 'Supervisor trap vector',
      sscratch: 'Supervisor scratch',
      sepc: 'Supervisor exception program counter',
      scause: 'Supervisor trap cause',
      stval: 'Supervisor trap value',
      sip: 'Supervisor interrupt pending',
      satp: 'Supervisor address translation',
      scounteren: 'Counters that user mode may read',
      senvcfg: 'Environment of user mode',
    },
    fields: csrFields,
  },
  {
    base: 0x0301_0000,
    size: 3,
    prefix: '',
    names: words('siselect iprio1 iprio2 sieh siph iprio1h iprio2h'),
    titles: {
      siselect: 'Advanced interrupts: register reached indirectly',
      iprio1: 'Advanced interrupts: priorities, first part',
      iprio2: 'Advanced interrupts: priorities, second part',
      sieh: 'Advanced interrupts: enable, upper half on 32 bits',
      siph: 'Advanced interrupts: pending, upper half on 32 bits',
      iprio1h: 'Advanced interrupts: priorities, first part, upper half on 32 bits',
      iprio2h: 'Advanced interrupts: priorities, second part, upper half on 32 bits',
    },
  },
  {
    base: 0x0302_0000,
    size: 3,
    prefix: '',
    names: ['sstateen0'],
    title: 'State that user mode may use',
    fields: csrFields,
  },
  { base: 0x0303_0000, size: 3, prefix: '', names: ['ssp'], title: 'Shadow stack pointer' },
  {
    base: 0x0400_0000,
    size: 3,
    prefix: 'timer.',
    names: words('frequency time compare state'),
    title: 'Timer: #',
    fields: { state: ['63:1 res0', '0 STATE | 0 off | 1 on'] },
  },
  {
    base: 0x0500_0000,
    size: 2,
    prefix: 'fp_f.',
    names: [...numbered('f', 32), 'fcsr'],
    title: 'Single precision #',
    fields: { fcsr: csrFields['fcsr'] ?? [] },
  },
  {
    base: 0x0600_0000,
    size: 3,
    prefix: 'fp_d.',
    names: [...numbered('f', 32), 'fcsr'],
    title: 'Double precision #',
    sizes: { fcsr: 2 },
    fields: { fcsr: csrFields['fcsr'] ?? [] },
  },
  ...extensionGroups(enabled),
  {
    base: 0x0900_0000,
    size: 3,
    prefix: '',
    names: words('vstart vl vtype vcsr vlenb'),
    title: 'Vector extension: #',
    fields: csrFields,
  },
  { base: 0x0a00_0000, size: 3, prefix: 'sta.', names: words('shmem_lo shmem_hi'), title: 'Stolen time: #' },
  { base: 0x0a01_0000, size: 3, prefix: 'fwft.', names: fwft, title: 'Firmware feature: #', fields: fwftFields },
];
