import { vmxControls } from './x86-vmx-controls.ts';
import type { MsrRows } from './x86-msr-rows.ts';

const cr0 = '31 PG ; 30 CD ; 29 NW ; 18 AM ; 16 WP ; 5 NE ; 4 ET ; 3 TS ; 2 EM ; 1 MP ; 0 PE';
const cr4 = `32 FRED ; 28 LAM_SUP ; 27 LASS ; 25 UINTR ; 24 PKS ; 23 CET ; 22 PKE ; 21 SMAP ; 20 SMEP ; 19 KL ; 18 OSXSAVE
   ; 17 PCIDE ; 16 FSGSBASE ; 14 SMXE ; 13 VMXE ; 12 LA57 ; 11 UMIP ; 10 OSXMMEXCPT ; 9 OSFXSR ; 8 PCE ; 7 PGE ; 6 MCE
   ; 5 PAE ; 4 PSE ; 3 DE ; 2 TSD ; 1 PVI ; 0 VME`;
// Processors report ones for reserved bits of FIXED1, too.
const rest0 = ' ; 63:32 unknown ; 28:19 unknown ; 17 unknown ; 15:6 unknown';
const rest4 = ' ; 63:33 unknown ; 31:29 unknown ; 26 unknown ; 15 unknown';

/** What nested VMX offers: Intel SDM 3, appendix VMX Capability Reporting Facility. */
export const x86Vmx: MsrRows = {
  IA32_VMX_BASIC: [
    'VMX: basic facts',
    `58 NESTED_EXCEPTION ; 56 NO_HW_ERROR_CODE ; 55 TRUE_CTLS ; 54 INS_OUTS_INFO
     ; 53:50 MEMORY_TYPE | 0000 UC | 0110 WB ; 49 DUAL_MONITOR ; 48 PHYSADDR_32 ; 44:32 VMCS_SIZE ; 30:0 VMCS_REVISION`,
  ],
  ...vmxControls,
  IA32_VMX_MISC: [
    'VMX: miscellaneous',
    `63:32 MSEG_REVISION ; 30 ZERO_LENGTH_INJECTION ; 29 VMWRITE_ANY_FIELD ; 28 VMXOFF_BLOCK_SMI ; 27:25 MSR_LIST_LIMIT
     ; 24:16 CR3_TARGETS ; 15 RDMSR_SMBASE_IN_SMM ; 14 PT_IN_VMX ; 8 WAIT_FOR_SIPI ; 7 SHUTDOWN ; 6 HLT ; 5 STORE_EFER_LMA
     ; 4:0 PREEMPTION_TIMER_RATE`,
  ],
  IA32_VMX_CR0_FIXED0: ['VMX: bits of CR0 that must be 1', cr0],
  IA32_VMX_CR0_FIXED1: ['VMX: bits of CR0 that may be 1', cr0 + rest0],
  IA32_VMX_CR4_FIXED0: ['VMX: bits of CR4 that must be 1', cr4],
  IA32_VMX_CR4_FIXED1: ['VMX: bits of CR4 that may be 1', cr4 + rest4],
  IA32_VMX_VMCS_ENUM: ['VMX: highest index of a VMCS field', '9:1 HIGHEST_INDEX'],
  IA32_VMX_EPT_VPID_CAP: [
    'VMX: nested paging and processor ids',
    `53:48 HLAT_PREFIX_SIZE ; 43 INVVPID_SINGLE_NON_GLOBAL ; 42 INVVPID_ALL ; 41 INVVPID_SINGLE ; 40 INVVPID_ADDRESS
     ; 32 INVVPID ; 26 INVEPT_ALL ; 25 INVEPT_SINGLE ; 23 SUPERVISOR_SHADOW_STACK ; 22 ADVANCED_EXIT_INFO ; 21 ACCESSED_DIRTY
     ; 20 INVEPT ; 17 PAGE_1GB ; 16 PAGE_2MB ; 14 WB ; 8 UC ; 7 WALK_5 ; 6 WALK_4 ; 0 EXECUTE_ONLY`,
  ],
  IA32_VMX_VMFUNC: ['VMX: VM functions', '0 EPTP_SWITCHING'],
  IA32_VMX_PROCBASED_CTLS3: [
    'VMX: tertiary controls that may be 1',
    '7 VIRT_SPEC_CTRL ; 6 MSR_LIST ; 4 IPI_VIRT ; 3 GUEST_PAGING_VERIFY ; 2 EPT_PAGING_WRITE ; 1 HLAT ; 0 LOADIWKEY_EXITING',
  ],
};
