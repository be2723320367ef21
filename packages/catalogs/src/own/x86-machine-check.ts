import { series, type MsrRows } from './x86-msr-rows.ts';

const status = `63 VAL ; 62 OVER ; 61 UC ; 60 EN ; 59 MISCV ; 58 ADDRV ; 57 PCC ; 56 S ; 55 AR ; 54:53 THRESHOLD_STATUS
   ; 52:38 CORRECTED_COUNT ; 37:32 OTHER_INFO ; 31:16 MSCOD ; 15:0 MCACOD`;
const addressMode = '| 000 segment offset | 001 linear | 010 physical | 011 memory | 111 generic';

/**
 * Machine checks: Intel SDM 3, Machine-Check MSRs; bit 12 after arch/x86/include/asm/mce.h, Linux 7.3. KVM has 32 banks at most
 * (KVM_MAX_MCE_BANKS). AMD gives bits 55 to 32 of a status other meanings.
 */
export const x86MachineCheck: MsrRows = {
  IA32_MCG_CAP: [
    'Machine checks: what there is',
    `27 MCG_LMCE_P ; 26 MCG_ELOG_P ; 25 MCG_EMC_P ; 24 MCG_SER_P ; 23:16 MCG_EXT_CNT ; 12 MCG_SEAM_NR ; 11 MCG_TES_P ; 10 MCG_CMCI_P
     ; 9 MCG_EXT_P ; 8 MCG_CTL_P ; 7:0 COUNT`,
  ],
  IA32_MCG_STATUS: ['Machine checks: status', '12 SEAM_NR ; 3 LMCE_S ; 2 MCIP ; 1 EIPV ; 0 RIPV'],
  IA32_MCG_CTL: ['Machine checks: control of all banks'],
  IA32_MCG_EXT_CTL: ['Machine checks: delivery to one processor', '0 LMCE_EN'],
  ...series(32, (n) => [`IA32_MC${n}_CTL`, `Machine check bank ${n}: control`]),
  ...series(32, (n) => [`IA32_MC${n}_STATUS`, `Machine check bank ${n}: status`, status]),
  ...series(32, (n) => [`IA32_MC${n}_ADDR`, `Machine check bank ${n}: address`]),
  ...series(32, (n) => [
    `IA32_MC${n}_MISC`,
    `Machine check bank ${n}: further information`,
    `63:9 MODEL_SPECIFIC ; 8:6 ADDRESS_MODE ${addressMode} ; 5:0 ADDRESS_LSB`,
  ]),
  ...series(32, (n) => [
    `IA32_MC${n}_CTL2`,
    `Machine check bank ${n}: interrupt on corrected errors`,
    '30 CMCI_EN ; 14:0 THRESHOLD',
  ]),
};
