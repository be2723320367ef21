// arm64's part of the id (arch/arm64/include/uapi/asm/kvm.h, Linux 7.3): bits 27..16 choose a class, bits 15..0 mean what the class says.
import { reservedBits } from './reserved-bits.ts';
import { part, type IdClass, type IdPart } from './register-name.ts';
import { registerId, sizeInBytes, type RegisterId } from './register-id.ts';

/** The numbers by which the Arm manual and `S<op0>_<op1>_C<CRn>_C<CRm>_<op2>` name a system register. */
export type SysregEncoding = { op0: number; op1: number; crn: number; crm: number; op2: number };

export function arm64IdClass(id: RegisterId): IdClass {
  const coproc = part(id, { name: 'coproc', msb: 27, lsb: 16 });
  const row = classes[Number(coproc.value)];
  if (row === undefined) return unknownClass(id, coproc);
  const { name, note = '', parts = [], problem } = row.read(id, Number(id & 0xffffn));
  const problems = [...reserved(id), ...(problem === undefined ? [] : [problem])];
  return { class: row.class, name, note, parts: [{ ...coproc, meaning: row.class }, ...parts], problems };
}

/** The id under which KVM keeps a system register: always 64 bits wide. */
export function arm64SysregId({ op0, op1, crn, crm, op2 }: SysregEncoding): RegisterId {
  const low = (op0 << 14) | (op1 << 11) | (crn << 7) | (crm << 3) | op2;
  return registerId(0x6030_0000_0013_0000n | BigInt(low));
}

/** Reads `S3_0_C0_C4_0` and `3,0,0,4,0`; undefined when it is neither or a number is out of range. */
export function parseSysregEncoding(text: string): SysregEncoding | undefined {
  const match =
    /^S([0-3])_([0-7])_C(\d{1,2})_C(\d{1,2})_([0-7])$/i.exec(text) ??
    /^([0-3]),([0-7]),(\d{1,2}),(\d{1,2}),([0-7])$/.exec(text);
  if (match === null) return undefined;
  const [op0 = 0, op1 = 0, crn = 0, crm = 0, op2 = 0] = match.slice(1).map(Number);
  return crn > 15 || crm > 15 ? undefined : { op0, op1, crn, crm, op2 };
}

type Reading = { name: string; note?: string; parts?: readonly IdPart[]; problem?: string };
type ClassRow = { class: string; read: (id: RegisterId, low: number) => Reading };

const classes: Readonly<Record<number, ClassRow>> = {
  0x10: { class: 'core', read: core },
  0x11: { class: 'demux', read: demux },
  0x13: { class: 'sysreg', read: sysreg },
  0x14: { class: 'fw', read: (id, low) => firmware(id, firmwareNames[low]) },
  0x15: { class: 'sve', read: sve },
  0x16: { class: 'fw-feat-bmap', read: (id, low) => firmware(id, bitmapNames[low]) },
};

const firmwareNames = ['PSCI_VERSION', 'SMCCC_ARCH_WORKAROUND_1', 'SMCCC_ARCH_WORKAROUND_2', 'SMCCC_ARCH_WORKAROUND_3'];
const bitmapNames = ['STD_BMAP', 'STD_HYP_BMAP', 'VENDOR_HYP_BMAP', 'VENDOR_HYP_BMAP_2'];

/** Index in 32-bit words into struct kvm_regs: first word, number of registers, words each, and their names. */
const coreRows = [
  { first: 0x00, count: 31, words: 2, name: (n: number) => `x${n}` },
  { first: 0x3e, count: 1, words: 2, name: () => 'sp' },
  { first: 0x40, count: 1, words: 2, name: () => 'pc' },
  { first: 0x42, count: 1, words: 2, name: () => 'pstate' },
  { first: 0x44, count: 1, words: 2, name: () => 'sp_el1' },
  { first: 0x46, count: 1, words: 2, name: () => 'elr_el1' },
  { first: 0x48, count: 5, words: 2, name: (n: number) => `spsr[${n}]` },
  { first: 0x54, count: 32, words: 4, name: (n: number) => `v${n}` },
  { first: 0xd4, count: 1, words: 1, name: () => 'fpsr' },
  { first: 0xd5, count: 1, words: 1, name: () => 'fpcr' },
] as const;

/** Swapped when the ABI was made and kept for ever (arch/arm64/kvm/guest.c, Linux 7.3): the id says one, the value is the other's. */
const swappedTimers: Readonly<Record<number, string>> = {
  0xdf02: 'KVM keeps CNTV_CVAL_EL0 under this id, although the encoding is that of CNTVCT_EL0',
  0xdf1a: 'KVM keeps CNTVCT_EL0 under this id, although the encoding is that of CNTV_CVAL_EL0',
};

function core(id: RegisterId, low: number): Reading {
  const parts = [part(id, { name: 'index', msb: 15, lsb: 0 }, 'in 32-bit words into struct kvm_regs')];
  const row = coreRows.find(
    (candidate) => low >= candidate.first && low < candidate.first + candidate.count * candidate.words,
  );
  if (row === undefined || (low - row.first) % row.words !== 0)
    return {
      name: `core[0x${low.toString(16)}]`,
      parts,
      problem: `bits 15..0: no core register starts at word 0x${low.toString(16)}`,
    };
  const name = row.name((low - row.first) / row.words);
  return { name, parts, ...wrongSize(id, row.words * 4, name) };
}

function demux(id: RegisterId, low: number): Reading {
  const parts = [
    part(id, { name: 'demux', msb: 15, lsb: 8 }, low >> 8 === 0 ? 'CCSIDR' : ''),
    part(id, { name: 'CSSELR', msb: 7, lsb: 0 }),
  ];
  const name = low >> 8 === 0 ? `CCSIDR[${low & 0xff}]` : `demux[0x${low.toString(16)}]`;
  if (low >> 8 !== 0) return { name, parts, problem: 'bits 15..8: CCSIDR (0) is the only demultiplexed register' };
  if (low > 13) return { name, parts, problem: 'bits 7..0: CSSELR goes from 0 to 13' };
  return { name, parts, ...wrongSize(id, 4, name) };
}

function sysreg(id: RegisterId, low: number): Reading {
  const parts = [
    part(id, { name: 'op0', msb: 15, lsb: 14 }),
    part(id, { name: 'op1', msb: 13, lsb: 11 }),
    part(id, { name: 'CRn', msb: 10, lsb: 7 }),
    part(id, { name: 'CRm', msb: 6, lsb: 3 }),
    part(id, { name: 'op2', msb: 2, lsb: 0 }),
  ];
  const [op0, op1, crn, crm, op2] = parts.map(({ value }) => value);
  const name = `S${op0}_${op1}_C${crn}_C${crm}_${op2}`;
  return { name, parts, note: swappedTimers[low] ?? '', ...wrongSize(id, 8, name) };
}

function firmware(id: RegisterId, name: string | undefined): Reading {
  const parts = [part(id, { name: 'number', msb: 15, lsb: 0 })];
  const number = `0x${(id & 0xffffn).toString(16)}`;
  if (name === undefined)
    return {
      name: `firmware[${number}]`,
      parts,
      note: `no Linux up to 7.3 has a firmware register ${number} in this class`,
    };
  return { name, parts, ...wrongSize(id, 8, name) };
}

/** Rows of 32 slices; KVM offers slice 0 only, as no vector is longer than 2048 bits (Documentation/virt/kvm/api.rst, 4.68). */
function sve(id: RegisterId, low: number): Reading {
  if (low === 0xffff)
    return { name: 'VLS', parts: [part(id, { name: 'number', msb: 15, lsb: 0 })], ...wrongSize(id, 64, 'VLS') };
  const number = part(id, { name: 'n', msb: 9, lsb: 5 });
  const parts = [part(id, { name: 'kind', msb: 15, lsb: 10 }), number, part(id, { name: 'slice', msb: 4, lsb: 0 })];
  const row =
    low < 0x400
      ? { name: `z${number.value}`, size: 256 }
      : low < 0x600
        ? { name: `p${number.value}`, size: 32 }
        : { name: 'ffr', size: 32 };
  if (low >= 0x620)
    return { name: `sve[0x${low.toString(16)}]`, parts, problem: `bits 15..0: no SVE register 0x${low.toString(16)}` };
  if ((low & 0x1f) !== 0)
    return { name: `${row.name}.slice${low & 0x1f}`, parts, problem: 'bits 4..0: KVM offers slice 0 only' };
  return { name: row.name, parts, ...wrongSize(id, row.size, row.name) };
}

function wrongSize(id: RegisterId, bytes: number, name: string): { problem?: string } {
  const said = sizeInBytes(id);
  // A size that is none has its own sentence.
  if (said === undefined || said === bytes) return {};
  return { problem: `bits 55..52: ${name} has ${bytes * 8} bits, the id says ${said * 8}` };
}

function reserved(id: RegisterId): string[] {
  const scope =
    ((id >> 28n) & 3n) === 0n
      ? ''
      : '; bits 28 and 29 hold the scope only in lists of a kernel with KVM_CAP_ARM_ONE_REG_SCOPE, which no release has: leave it out of the id';
  return [
    ...reservedBits(id, { msb: 51, lsb: 32, because: 'on arm64' }),
    ...reservedBits(id, { msb: 31, lsb: 28, because: 'on arm64' }).map((problem) => problem + scope),
  ];
}

function unknownClass(id: RegisterId, coproc: IdPart): IdClass {
  const number = `0x${coproc.value.toString(16)}`;
  const name = `coproc${number}[0x${(id & 0xffffn).toString(16)}]`;
  return {
    class: 'unknown',
    name,
    note: '',
    parts: [coproc],
    problems: [...reserved(id), `bits 27..16: no arm64 register class ${number}`],
  };
}
