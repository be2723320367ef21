/** What the manuals call an MSR, by the kernel's name without MSR_, and further names in use. Where no row is, the names agree. */
const manual: Readonly<Record<string, string>> = {
  IA32_TSC: 'IA32_TIME_STAMP_COUNTER',
  IA32_APICBASE: 'IA32_APIC_BASE',
  SMI_COUNT: 'MSR_SMI_COUNT',
  IA32_FEAT_CTL: 'IA32_FEATURE_CONTROL',
  IA32_UCODE_REV: 'IA32_BIOS_SIGN_ID AMD64_PATCH_LEVEL PATCH_LEVEL',
  PLATFORM_INFO: 'MSR_PLATFORM_INFO',
  MTRRcap: 'IA32_MTRRCAP',
  MTRRdefType: 'IA32_MTRR_DEF_TYPE',
  MISC_FEATURES_ENABLES: 'MISC_FEATURE_ENABLES',
  IA32_DEBUGCTLMSR: 'IA32_DEBUGCTL',
  IA32_LASTBRANCHFROMIP: 'LASTBRANCHFROMIP',
  IA32_LASTBRANCHTOIP: 'LASTBRANCHTOIP',
  IA32_LASTINTFROMIP: 'LASTINTFROMIP',
  IA32_LASTINTTOIP: 'LASTINTTOIP',
  IA32_POWER_CTL: 'MSR_POWER_CTL',
  IA32_CR_PAT: 'IA32_PAT',
  CORE_PERF_FIXED_CTR_CTRL: 'IA32_FIXED_CTR_CTRL',
  CORE_PERF_GLOBAL_STATUS: 'IA32_PERF_GLOBAL_STATUS',
  CORE_PERF_GLOBAL_CTRL: 'IA32_PERF_GLOBAL_CTRL',
  CORE_PERF_GLOBAL_OVF_CTRL: 'IA32_PERF_GLOBAL_STATUS_RESET IA32_PERF_GLOBAL_OVF_CTRL',
  PEBS_DATA_CFG: 'MSR_PEBS_DATA_CFG',
  IA32_RTIT_OUTPUT_MASK: 'IA32_RTIT_OUTPUT_MASK_PTRS',
  IA32_INT_SSP_TAB: 'IA32_INTERRUPT_SSP_TABLE_ADDR',
  EFER: 'IA32_EFER',
  STAR: 'IA32_STAR',
  LSTAR: 'IA32_LSTAR',
  CSTAR: 'IA32_CSTAR',
  SYSCALL_MASK: 'IA32_FMASK SFMASK',
  FS_BASE: 'IA32_FS_BASE',
  GS_BASE: 'IA32_GS_BASE',
  KERNEL_GS_BASE: 'IA32_KERNEL_GS_BASE',
  TSC_AUX: 'IA32_TSC_AUX',
  AMD64_PERF_CNTR_GLOBAL_STATUS: 'PerfCntrGlobalStatus',
  AMD64_PERF_CNTR_GLOBAL_CTL: 'PerfCntrGlobalCtl',
  AMD64_PERF_CNTR_GLOBAL_STATUS_CLR: 'PerfCntrGlobalStatusClr',
  AMD64_PERF_CNTR_GLOBAL_STATUS_SET: 'PerfCntrGlobalStatusSet',
  AMD64_SEV_ES_GHCB: 'GHCB',
  AMD64_SEV: 'SEV_STATUS',
  K7_HWCR: 'HWCR',
};

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^ARCH_PERFMON_PERFCTR(\d+)$/, 'IA32_PMC$1 IA32_PERFCTR$1'],
  [/^ARCH_PERFMON_EVENTSEL(\d+)$/, 'IA32_PERFEVTSEL$1'],
  [/^ARCH_PERFMON_FIXED_CTR(\d+)$/, 'IA32_FIXED_CTR$1 CORE_PERF_FIXED_CTR$1'],
  [/^MTRRfix(\d+K_\w+)$/, 'IA32_MTRR_FIX$1'],
  [/^K7_EVNTSEL(\d)$/, 'PERF_LEGACY_CTL$1'],
  [/^K7_PERFCTR(\d)$/, 'PERF_LEGACY_CTR$1'],
  [/^F15H_(PERF_\w+)$/, '$1'],
  [/^AMD64_(TSC_RATIO|VIRT_SPEC_CTRL|DE_CFG|LS_CFG)$/, '$1'],
];

/** The manual's name of an MSR, then the other ones, the kernel's first. */
export function msrNames(kernel: string): readonly string[] {
  const [pattern, by] = patterns.find(([each]) => each.test(kernel)) ?? [];
  const found = manual[kernel] ?? (pattern === undefined || by === undefined ? undefined : kernel.replace(pattern, by));
  if (found === undefined) return [kernel];
  const [name = kernel, ...more] = found.split(' ');
  return [name, kernel, ...more];
}

/** MSRs that KVM answers although no list of it and no name of the kernel's headers has them: number of the first, step, count. */
export const msrSeries: readonly { first: number; step: number; count: number; name: string }[] = [
  // KVM_NR_VAR_MTRR (arch/x86/include/asm/kvm_host.h) and set_mtrr(), Linux 7.3.
  { first: 0x200, step: 2, count: 8, name: 'IA32_MTRR_PHYSBASE#' },
  { first: 0x201, step: 2, count: 8, name: 'IA32_MTRR_PHYSMASK#' },
  // KVM_MAX_MCE_BANKS, set_msr_mce(), Linux 7.3.
  { first: 0x280, step: 1, count: 32, name: 'IA32_MC#_CTL2' },
  { first: 0x400, step: 4, count: 32, name: 'IA32_MC#_CTL' },
  { first: 0x401, step: 4, count: 32, name: 'IA32_MC#_STATUS' },
  { first: 0x402, step: 4, count: 32, name: 'IA32_MC#_ADDR' },
  { first: 0x403, step: 4, count: 32, name: 'IA32_MC#_MISC' },
];
