// What QEMU keeps of an arm64 vCPU, under KVM's ids: the list of system registers as it is, the core registers as kvm_arch_put_registers would
// write them (target/arm/kvm64.c, QEMU 7.2; vmstate_arm_cpu in target/arm/machine.c).
import { core64, vectorIds } from '../arm64-core.ts';
import type { Stop } from '../import-error.ts';

/** The fields of the section, whether from a stream or from its printed JSON. `words` is undefined for a field that is not there. */
export type CpuFields = {
  words: (name: string) => readonly bigint[] | undefined;
  at: (name: string, n: number) => string;
};

type CpuRegister = { id: bigint; value: bigint; at: string };

/** `registers` in the order of the file; `untold` says which of a vCPU's registers it does not hold. */
export type Cpu = { registers: CpuRegister[]; untold: string[] };

const LENGTH = 'cpreg_vmstate_array_len';
const INDEXES = 'cpreg_vmstate_indexes';
const VALUES = 'cpreg_vmstate_values';

export function cpuRegisters(fields: CpuFields, stop: Stop): Cpu {
  const listed = listedRegisters(fields, stop);
  const hasSve = fields.words('cpu/sve env.vfp.pregs') !== undefined || hasSveIds(listed);
  const vectors = hasSve ? [] : vectorRegisters(fields);
  const core = coreRegisters(fields);
  const untold = [
    ...(core.length === 0 ? ['general registers'] : []),
    ...(vectors.length === 0 ? [hasSve ? 'Z, P and FFR registers' : 'V registers'] : []),
    'FPSR and FPCR, which QEMU keeps as one',
  ];
  return { registers: [...core, ...vectors, ...listed], untold };
}

function listedRegisters({ words, at }: CpuFields, stop: Stop): CpuRegister[] {
  const [length] = words(LENGTH) ?? [];
  const [ids, values] = [words(INDEXES), words(VALUES)];
  if (length === undefined || ids === undefined || values === undefined)
    return stop(at(LENGTH, 0), `expected ${LENGTH}, ${INDEXES} and ${VALUES}, which every 64-bit Arm vCPU has`);
  if (length !== BigInt(ids.length) || ids.length !== values.length)
    stop(
      at(LENGTH, 0),
      `expected one number of registers; the list says ${length}, and there are ${ids.length} ids and ${values.length} values`,
    );
  return ids.map((id, n) => ({ id, value: values[n] ?? 0n, at: at(INDEXES, n) }));
}

/** KVM_REG_ARM64_SVE_VLS and what follows it. */
function hasSveIds(listed: readonly CpuRegister[]): boolean {
  return listed.some(({ id }) => ((id >> 16n) & 0xfffn) === 0x15n && id >> 56n === 0x60n);
}

/** Execution state AArch32, SP selection, and exception level (PSTATE.nRW, SP and EL; Arm DDI 0487, C5.2). */
const NRW = 0x10n;
const SPSEL = 1n;
const EL1 = 1n;

/** Empty where the guest is in AArch32 state, whose registers are others, or a field is missing. */
function coreRegisters({ words, at }: CpuFields): CpuRegister[] {
  const names = ['env.xregs', 'env.pc', 'cpsr', 'env.sp_el', 'env.elr_el', 'env.banked_spsr'] as const;
  const [x, pc, pstate, sp, elr, spsr] = names.map((name) => words(name));
  const [mode] = pstate ?? [];
  if (!x || !pc || !sp || !elr || !spsr || mode === undefined || (mode & NRW) !== 0n) return [];
  const isEl0Stack = (mode & SPSEL) === 0n;
  const isEl1Stack = !isEl0Stack && ((mode >> 2n) & 3n) === EL1;
  const current = x[31];
  const values = [
    ...x.slice(0, 31),
    isEl0Stack ? current : sp[0],
    pc[0],
    mode,
    isEl1Stack ? current : sp[1],
    elr[1],
    ...spsr.slice(1, 6),
  ];
  return core64.flatMap(({ id }, n) => {
    const value = values[n];
    return value === undefined ? [] : [{ id, value, at: at('env.xregs', n) }];
  });
}

function vectorRegisters({ words, at }: CpuFields): CpuRegister[] {
  return vectorIds.flatMap((id, n) => {
    const name = `cpu/vfp env.vfp.zregs[${n}].d`;
    const [low, high] = words(name) ?? [];
    return low === undefined || high === undefined ? [] : [{ id, value: (high << 64n) | low, at: at(name, 0) }];
  });
}
