// RISC-V's part of the id (arch/riscv/include/uapi/asm/kvm.h, Linux 7.2): bits 31..24 choose a type, bits 23..16 a subtype of some.
import { part, type IdClass } from './register-name.ts';
import type { RegisterId } from './register-id.ts';

export function riscvIdClass(id: RegisterId): IdClass {
  const type = part(id, { name: 'type', msb: 31, lsb: 24 });
  const row = types[Number(type.value)];
  const subtype = part(id, { name: 'subtype', msb: 23, lsb: 16 });
  const number = part(id, { name: 'number', msb: 15, lsb: 0 });
  const kind = row?.subtypes[Number(subtype.value)];
  const problems = [
    ...reserved(id),
    ...(row === undefined ? [`bits 31..24: no RISC-V register type ${type.value}`] : []),
  ];
  if (row !== undefined && kind === undefined)
    problems.push(`bits 23..16: no subtype ${subtype.value} of ${row.class}`);
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

const types: Readonly<Record<number, { class: string; subtypes: readonly string[] }>> = {
  1: { class: 'config', subtypes: [''] },
  2: { class: 'core', subtypes: [''] },
  3: { class: 'csr', subtypes: ['general', 'aia', 'smstateen', 'zicfiss'] },
  4: { class: 'timer', subtypes: [''] },
  5: { class: 'fp_f', subtypes: [''] },
  6: { class: 'fp_d', subtypes: [''] },
  7: { class: 'isa_ext', subtypes: ['single', 'multi_enable', 'multi_disable'] },
  8: { class: 'sbi_ext', subtypes: ['single', 'multi_enable', 'multi_disable'] },
  9: { class: 'vector', subtypes: [''] },
  10: { class: 'sbi_state', subtypes: ['sta', 'fwft'] },
};

function reserved(id: RegisterId): string[] {
  return ((id >> 32n) & 0xf_ffffn) === 0n ? [] : ['bits 51..32 must be zero on RISC-V'];
}
