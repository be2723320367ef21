import type { MsrRows } from './x86-msr-rows.ts';

/** Modes, calls into the kernel and time. */
export const x86System: MsrRows = {
  // AMD APM 2, 3.1.7; the kernel names bit 21 (arch/x86/include/asm/msr-index.h, Linux 7.3).
  IA32_EFER: [
    'Extended features enable',
    '21 AIBRSE ; 20 UAIE ; 18 INTWB ; 17 MCOMMIT ; 15 TCE ; 14 FFXSR ; 13 LMSLE ; 12 SVME ; 11 NXE ; 10 LMA ; 8 LME ; 0 SCE',
  ],
  // Intel SDM 3, Performing Fast Calls to System Procedures; AMD APM 2, 6.1.
  IA32_STAR: ['Segments of SYSCALL and SYSRET', '63:48 SYSRET_CS ; 47:32 SYSCALL_CS ; 31:0 SYSCALL_EIP'],
  IA32_LSTAR: ['Target of SYSCALL, 64 bits', '63:0 RIP'],
  IA32_CSTAR: ['Target of SYSCALL, compatibility mode', '63:0 RIP'],
  IA32_FMASK: ['Flags that SYSCALL clears', '31:0 MASK'],
  IA32_SYSENTER_CS: ['Code segment of SYSENTER', '15:0 SELECTOR'],
  IA32_SYSENTER_ESP: ['Stack of SYSENTER', '63:0 RSP'],
  IA32_SYSENTER_EIP: ['Target of SYSENTER', '63:0 RIP'],
  IA32_FS_BASE: ['Base of FS', '63:0 ADDRESS'],
  IA32_GS_BASE: ['Base of GS', '63:0 ADDRESS'],
  IA32_KERNEL_GS_BASE: ['Base of GS after SWAPGS', '63:0 ADDRESS'],
  // Intel SDM 4, table 2-2.
  IA32_TSC_AUX: ['Value that RDTSCP returns beside the counter', '31:0 AUX'],
  IA32_TIME_STAMP_COUNTER: ['Time stamp counter'],
  IA32_TSC_ADJUST: ['Time stamp counter: adjustment'],
  IA32_TSC_DEADLINE: ['Deadline of the local timer, by the time stamp counter'],
  IA32_APIC_BASE: [
    'Base and mode of the local APIC',
    '51:12 BASE ; 11 EN | 0 off | 1 on ; 10 EXTD | 0 xAPIC | 1 x2APIC ; 8 BSP | 0 no | 1 yes',
  ],
  IA32_FEATURE_CONTROL: [
    'Feature control',
    `20 LMCE_ON ; 18 SGX_GLOBAL_ENABLE ; 17 SGX_LAUNCH_CONTROL_ENABLE ; 15 SENTER_GLOBAL_ENABLE ; 14:8 SENTER_LOCAL_ENABLE
     ; 2 VMX_OUTSIDE_SMX ; 1 VMX_INSIDE_SMX ; 0 LOCK | 0 open | 1 locked`,
  ],
  // Bits 13, 37, 38 and 39 are model-specific: the kernel's names.
  IA32_MISC_ENABLE: [
    'Miscellaneous features enable',
    `39 IP_PREF_DISABLE ; 38 TURBO_DISABLE ; 37 DCU_PREF_DISABLE ; 34 XD_BIT_DISABLE ; 23 XTPR_MESSAGE_DISABLE
     ; 22 LIMIT_CPUID_MAXVAL ; 18 ENABLE_MONITOR_FSM ; 16 EIST ; 13 TM2 ; 12 PEBS_UNAVAILABLE ; 11 BTS_UNAVAILABLE
     ; 7 PERFMON_AVAILABLE ; 3 TCC ; 0 FAST_STRINGS`,
  ],
  MSR_PLATFORM_INFO: [
    'Platform: ratios and what may be programmed',
    '47:40 MAX_EFFICIENCY_RATIO ; 31 CPUID_FAULT ; 29 PROGRAMMABLE_TDP_LIMIT ; 28 PROGRAMMABLE_RATIO_LIMIT ; 15:8 MAX_NON_TURBO_RATIO',
  ],
  MISC_FEATURE_ENABLES: ['Further features enable', '1 RING3MWAIT ; 0 CPUID_FAULT'],
  // Model-specific: bits 19 and 20 as on Intel's client processors since Skylake (SDM 4).
  MSR_POWER_CTL: ['Power control', '20 RTH_DISABLE ; 19 EE_DISABLE ; 1 C1E_ENABLE'],
  IA32_UMWAIT_CONTROL: ['Limits of UMWAIT and TPAUSE', '31:2 MAX_TIME ; 0 C02_DISABLE'],
  IA32_SMBASE: ['Base of system management memory', '31:0 SMBASE'],
  MSR_SMI_COUNT: ['Number of system management interrupts', '31:0 COUNT'],
  // Intel keeps the revision in the high half, AMD (PATCH_LEVEL) in the low one.
  IA32_BIOS_SIGN_ID: ['Microcode revision', '63:32 REVISION ; 31:0 PATCH_LEVEL'],
};
