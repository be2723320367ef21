import type { Json } from './json.ts';
import type { Source } from './sources.ts';

export const riscvFile = 'arch/riscv/include/uapi/asm/kvm.h';

/** ISA and SBI extensions by their number in KVM's enumerations, which only grow. */
export function riscvExtensions(linux: Source): { isa: Json; sbi: Json } {
  const header = linux.read(riscvFile);
  return { isa: enumeration(header, 'KVM_RISCV_ISA_EXT_'), sbi: enumeration(header, 'KVM_RISCV_SBI_EXT_') };
}

function enumeration(header: string, prefix: string): string[] {
  const body = new RegExp(`enum ${prefix}ID \\{(.*?)\\};`, 's').exec(header)?.[1] ?? '';
  return [...body.matchAll(new RegExp(`${prefix}(\\w+)`, 'g'))]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'MAX');
}
