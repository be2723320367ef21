import { series, type MsrRows } from './x86-msr-rows.ts';

const cet =
  '63:12 EB_LEG_BITMAP_BASE ; 11 TRACKER | 0 idle | 1 wait for ENDBRANCH ; 10 SUPPRESS ; 5 SUPPRESS_DIS ; 4 NO_TRACK_EN ; 3 LEG_IW_EN ; 2 ENDBR_EN ; 1 WR_SHSTK_EN ; 0 SH_STK_EN';

/** Speculation, control flow and extended state. */
export const x86Protection: MsrRows = {
  // Intel SDM 4, table 2-2; bit 7 of IA32_PRED_CMD is AMD's (arch/x86/include/asm/msr-index.h, Linux 7.3).
  IA32_SPEC_CTRL: [
    'Speculation control',
    `10 BHI_DIS_S ; 8 DDPD_U ; 7 PSFD ; 6 RRSBA_DIS_S ; 5 RRSBA_DIS_U ; 4 IPRED_DIS_S ; 3 IPRED_DIS_U ; 2 SSBD ; 1 STIBP
     ; 0 IBRS`,
  ],
  IA32_PRED_CMD: ['Prediction command', '7 SBPB ; 0 IBPB'],
  IA32_FLUSH_CMD: ['Cache flush command', '0 L1D_FLUSH'],
  // As above; KVM makes up bit 62.
  IA32_ARCH_CAPABILITIES: [
    'Vulnerabilities that are absent, and mitigations that there are',
    `62 ITS_NO ; 28 RFDS_CLEAR ; 27 RFDS_NO ; 26 GDS_NO ; 25 GDS_CTRL ; 24 PBRSB_NO ; 23 OVERCLOCKING_STATUS
     ; 22 MCU_EXTENDED_SERVICE ; 21 XAPIC_DISABLE_STATUS ; 20 BHI_NO ; 19 RRSBA ; 18 FB_CLEAR_CTRL ; 17 FB_CLEAR
     ; 16 MCU_ENUMERATION ; 15 PSDP_NO ; 14 FBSDP_NO ; 13 SBDR_SSDP_NO ; 12 DOITM ; 11 ENERGY_FILTERING_CTL
     ; 10 MISC_PACKAGE_CTLS ; 9 MCU_CONTROL ; 8 TAA_NO ; 7 TSX_CTRL ; 6 IF_PSCHANGE_MC_NO ; 5 MDS_NO ; 4 SSB_NO
     ; 3 SKIP_L1DFL_VMENTRY ; 2 RSBA ; 1 IBRS_ALL ; 0 RDCL_NO`,
  ],
  IA32_TSX_CTRL: ['Transactional memory control', '1 TSX_CPUID_CLEAR ; 0 RTM_DISABLE'],
  // Intel SDM 1, Managing State Using the XSAVE Feature Set.
  IA32_XSS: [
    'Extended supervisor state mask',
    '16 HWP ; 15 LBR ; 14 UINTR ; 13 HDC ; 12 CET_S ; 11 CET_U ; 10 PASID ; 8 PT',
  ],
  IA32_XFD: ['Extended state that is disabled', '18 TILEDATA'],
  IA32_XFD_ERR: ['Extended state whose use was refused', '18 TILEDATA'],
  // Intel SDM 1, Intel Memory Protection Extensions.
  IA32_BNDCFGS: ['Bounds checking, supervisor', '63:12 BASE ; 1 BNDPRESERVE ; 0 EN'],
  // Intel SDM 1, Control-flow Enforcement Technology.
  IA32_U_CET: ['Control-flow enforcement, user', cet],
  IA32_S_CET: ['Control-flow enforcement, supervisor', cet],
  ...series(4, (n) => [`IA32_PL${n}_SSP`, `Shadow stack pointer of ring ${n}`, '63:2 SSP']),
  IA32_INTERRUPT_SSP_TABLE_ADDR: ['Table of the shadow stacks of interrupts', '63:0 ADDRESS'],
};
