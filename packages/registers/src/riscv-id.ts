// RISC-V's part of the id (arch/riscv/include/uapi/asm/kvm.h, Linux 7.2): bits 31..24 choose a type, bits 23..16 a subtype of some.
import { reservedBits } from './reserved-bits.ts';
import { part, type IdClass } from './register-name.ts';
import { sizeInBytes, type RegisterId } from './register-id.ts';

export function riscvIdClass(id: RegisterId): IdClass {
  const type = part(id, { name: 'type', msb: 31, lsb: 24 });
  const row = types[Number(type.value)];
  const subtype = part(id, { name: 'subtype', msb: 23, lsb: 16 });
  const number = part(id, { name: 'number', msb: 15, lsb: 0 });
  const kind = row?.subtypes[Number(subtype.value)];
  const problems = [
    ...reservedBits(id, { msb: 51, lsb: 32, because: 'on RISC-V' }),
    ...(row === undefined ? [`bits 31..24: no RISC-V register type ${type.value}`] : []),
  ];
  if (row !== undefined && kind === undefined)
    problems.push(`bits 23..16: no subtype ${subtype.value} of ${row.class}`);
  if (row !== undefined) problems.push(...wrongSize(id, row.bytes?.(Number(number.value))));
  const label =
    row === undefined ? `type${type.value}` : kind === undefined || kind === '' ? row.class : `${row.class}.${kind}`;
  return {
    class: row?.class ?? 'unknown',
    name: `${label}[${number.value}]`,
    note: '',
    parts: [{ ...type, meaning: row?.class ?? '' }, { ...subtype, meaning: kind ?? '' }, number],
    problems,
  };
}

/** `bytes`: the size that the kernel asks for; absent for vector registers, which are as long as the machine makes them. */
type TypeRow = { class: string; subtypes: readonly string[]; bytes?: (number: number) => number };

const types: Readonly<Record<number, TypeRow>> = {
  1: { class: 'config', subtypes: [''], bytes: () => 8 },
  2: { class: 'core', subtypes: [''], bytes: () => 8 },
  3: { class: 'csr', subtypes: ['general', 'aia', 'smstateen', 'zicfiss'], bytes: () => 8 },
  4: { class: 'timer', subtypes: [''], bytes: () => 8 },
  5: { class: 'fp_f', subtypes: [''], bytes: () => 4 },
  6: { class: 'fp_d', subtypes: [''], bytes: (number) => (number === FCSR ? 4 : 8) },
  7: { class: 'isa_ext', subtypes: ['single', 'multi_enable', 'multi_disable'], bytes: () => 8 },
  8: { class: 'sbi_ext', subtypes: ['single', 'multi_enable', 'multi_disable'], bytes: () => 8 },
  9: { class: 'vector', subtypes: [''] },
  10: { class: 'sbi_state', subtypes: ['sta', 'fwft'], bytes: () => 8 },
};

/** After the 32 registers of struct __riscv_d_ext_state stands fcsr, which has 32 bits. */
const FCSR = 32;

function wrongSize(id: RegisterId, bytes: number | undefined): string[] {
  const size = sizeInBytes(id);
  if (bytes === undefined || size === undefined || size === bytes) return [];
  return [`bits 55..52: this register has ${bytes * 8} bits, the id says ${size * 8}`];
}
