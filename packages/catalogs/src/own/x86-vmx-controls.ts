import type { MsrRows } from './x86-msr-rows.ts';

// Intel SDM 3, Virtual Machine Control Structures; names as in arch/x86/include/asm/vmxfeatures.h and vmx.h, Linux 7.3, where these have them.
// DEFAULT1 stands for controls without a name that older processors want to be 1.
const pinBased =
  '0 INTR_EXITING, 1 DEFAULT1, 2 DEFAULT1, 3 NMI_EXITING, 4 DEFAULT1, 5 VIRTUAL_NMIS, 6 PREEMPTION_TIMER, 7 POSTED_INTR';
const procBased = `1 DEFAULT1, 2 INTR_WINDOW_EXITING, 3 USE_TSC_OFFSETTING, 4 DEFAULT1, 5 DEFAULT1, 6 DEFAULT1, 7 HLT_EXITING,
  8 DEFAULT1, 9 INVLPG_EXITING, 10 MWAIT_EXITING, 11 RDPMC_EXITING, 12 RDTSC_EXITING, 13 DEFAULT1, 14 DEFAULT1,
  15 CR3_LOAD_EXITING, 16 CR3_STORE_EXITING, 17 TERTIARY_CONTROLS, 19 CR8_LOAD_EXITING, 20 CR8_STORE_EXITING, 21 VIRTUAL_TPR,
  22 NMI_WINDOW_EXITING, 23 MOV_DR_EXITING, 24 UNCOND_IO_EXITING, 25 USE_IO_BITMAPS, 26 DEFAULT1, 27 MONITOR_TRAP_FLAG,
  28 USE_MSR_BITMAPS, 29 MONITOR_EXITING, 30 PAUSE_EXITING, 31 SEC_CONTROLS`;
const procBased2 = `0 VIRT_APIC_ACCESSES, 1 EPT, 2 DESC_EXITING, 3 RDTSCP, 4 VIRTUAL_X2APIC, 5 VPID, 6 WBINVD_EXITING,
  7 UNRESTRICTED_GUEST, 8 APIC_REGISTER_VIRT, 9 VIRT_INTR_DELIVERY, 10 PAUSE_LOOP_EXITING, 11 RDRAND_EXITING, 12 INVPCID,
  13 VMFUNC, 14 SHADOW_VMCS, 15 ENCLS_EXITING, 16 RDSEED_EXITING, 17 PAGE_MOD_LOGGING, 18 EPT_VIOLATION_VE, 19 PT_CONCEAL_VMX,
  20 XSAVES, 21 PASID_TRANSLATION, 22 MODE_BASED_EPT_EXEC, 23 SUB_PAGE_WRITE, 24 PT_USE_GPA, 25 TSC_SCALING, 26 USR_WAIT_PAUSE,
  27 PCONFIG, 28 ENCLV_EXITING, 30 BUS_LOCK_DETECTION, 31 NOTIFY_VM_EXITING`;
const exit = `0 DEFAULT1, 1 DEFAULT1, 2 SAVE_DEBUG_CONTROLS, 3 DEFAULT1, 4 DEFAULT1, 5 DEFAULT1, 6 DEFAULT1, 7 DEFAULT1, 8 DEFAULT1,
  9 HOST_ADDR_SPACE_SIZE, 10 DEFAULT1, 11 DEFAULT1, 12 LOAD_IA32_PERF_GLOBAL_CTRL, 13 DEFAULT1, 14 DEFAULT1, 15 ACK_INTR_ON_EXIT,
  16 DEFAULT1, 17 DEFAULT1, 18 SAVE_IA32_PAT, 19 LOAD_IA32_PAT, 20 SAVE_IA32_EFER, 21 LOAD_IA32_EFER,
  22 SAVE_VMX_PREEMPTION_TIMER, 23 CLEAR_BNDCFGS, 24 PT_CONCEAL_PIP, 25 CLEAR_IA32_RTIT_CTL, 26 CLEAR_IA32_LBR_CTL,
  27 CLEAR_UINV, 28 LOAD_CET_STATE, 29 LOAD_PKRS, 30 SAVE_IA32_PERF_GLOBAL_CTRL, 31 SECONDARY_CONTROLS`;
const entry = `0 DEFAULT1, 1 DEFAULT1, 2 LOAD_DEBUG_CONTROLS, 3 DEFAULT1, 4 DEFAULT1, 5 DEFAULT1, 6 DEFAULT1, 7 DEFAULT1, 8 DEFAULT1,
  9 IA32E_MODE, 10 SMM, 11 DEACT_DUAL_MONITOR, 12 DEFAULT1, 13 LOAD_IA32_PERF_GLOBAL_CTRL, 14 LOAD_IA32_PAT, 15 LOAD_IA32_EFER,
  16 LOAD_BNDCFGS, 17 PT_CONCEAL_PIP, 18 LOAD_IA32_RTIT_CTL, 19 LOAD_UINV, 20 LOAD_CET_STATE, 21 LOAD_IA32_LBR_CTL, 22 LOAD_PKRS`;

/** Each control twice: in the low half what must be 1, in the high half what may be 1 (Intel SDM 3, appendix VMX Capability Reporting Facility). */
function halves(controls: string): string {
  const list = controls.split(/,\s*/).map((control) => /^(\d+) (.*)$/.exec(control) ?? []);
  const row = (shift: number, prefix: string, labels: string) =>
    list.map(([, bit = '', name = '']) => {
      const number = name === 'DEFAULT1' ? `_${bit}` : '';
      return `${Number(bit) + shift} ${prefix}.${name}${number} ${labels}`;
    });
  const may = row(32, 'allowed1', '| 0 must be 0 | 1 may be 1');
  const must = row(0, 'allowed0', '| 0 may be 0 | 1 must be 1');
  return [...may.toReversed(), ...must.toReversed()].join(' ; ');
}

export const vmxControls: MsrRows = {
  IA32_VMX_PINBASED_CTLS: ['VMX: pin-based controls', halves(pinBased)],
  IA32_VMX_PROCBASED_CTLS: ['VMX: processor-based controls', halves(procBased)],
  IA32_VMX_PROCBASED_CTLS2: ['VMX: secondary processor-based controls', halves(procBased2)],
  IA32_VMX_EXIT_CTLS: ['VMX: exit controls', halves(exit)],
  IA32_VMX_ENTRY_CTLS: ['VMX: entry controls', halves(entry)],
  IA32_VMX_TRUE_PINBASED_CTLS: ['VMX: pin-based controls, true', halves(pinBased)],
  IA32_VMX_TRUE_PROCBASED_CTLS: ['VMX: processor-based controls, true', halves(procBased)],
  IA32_VMX_TRUE_EXIT_CTLS: ['VMX: exit controls, true', halves(exit)],
  IA32_VMX_TRUE_ENTRY_CTLS: ['VMX: entry controls, true', halves(entry)],
};
