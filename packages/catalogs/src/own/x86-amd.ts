import { run, series, type MsrRows } from './x86-msr-rows.ts';

const eventSelect = `41 HostOnly ; 40 GuestOnly ; 31:24 CntMask ; 23 INV ; 22 EN ; 20 INT ; 18 EDGE ; 17 OS ; 16 USR ; 15:8 UnitMask
   ; 35:32,7:0 EventSelect`;

/** AMD's own. */
export const x86Amd: MsrRows = {
  // AMD APM 2, 3.2.10 and the family 17h processor references; bit 6 after arch/x86/kvm/msrs.c, Linux 7.3.
  HWCR: [
    'Hardware configuration',
    `35 CpuidUserDis ; 33 SmmPgCfgLock ; 30 IRPerfEn ; 27 EffFreqReadOnlyLock ; 26 EffFreqCntMwait ; 25 CpbDis ; 24 TscFreqSel
     ; 21 LockTscToCurrentP0 ; 20 IoCfgGpFault ; 18 McStatusWrEn ; 17 Wrap32Dis ; 15 SseDis ; 14 RsmSpCycDis ; 13 SmiSpCycDis
     ; 10 MonMwaitUserEn ; 9 MonMwaitDis ; 8 IgnneEm ; 7 AllowFerrOnNe ; 6 FFDis ; 4 INVDWBINVD ; 3 TlbCacheDis ; 0 SmmLock`,
  ],
  // AMD APM 2, 15.30.
  VM_CR: ['Virtualization control', '4 SVMDIS ; 3 LOCK ; 2 DIS_A20M ; 1 R_INIT ; 0 DPD'],
  VM_HSAVE_PA: ['Where VMRUN saves the state of the host', '51:12 ADDRESS'],
  TSC_RATIO: ['Ratio of the time stamp counter of a guest', '39:32 INT ; 31:0 FRAC'],
  DE_CFG: ['Decoder configuration', '1 LFENCE_SERIALIZE'],
  LS_CFG: ['Load and store configuration, by model'],
  VIRT_SPEC_CTRL: ['Speculation control for guests', '2 SSBD'],
  // AMD APM 2, 15.34.10 and 15.35; names after arch/x86/include/asm/msr-index.h, Linux 7.3.
  GHCB: ['Communication block of an encrypted guest', '63:12 GPA ; 11:0 INFO'],
  SEV_STATUS: [
    'Encryption of the guest: what is active',
    `23 IBPB_ON_ENTRY ; 18 SECURE_AVIC ; 17 SMT_PROT ; 16 VMSA_REG_PROT ; 14 IBS_VIRT ; 12 VMGEXIT_PARAM ; 11 SECURE_TSC
     ; 10 VMPL_SSS ; 9 BTB_ISOLATION ; 8 PREVENT_HOST_IBS ; 7 DEBUG_SWAP ; 6 ALT_INJ ; 5 RESTRICTED_INJ ; 4 REFLECT_VC ; 3 VTOM
     ; 2 SNP_ENABLED ; 1 SEV_ES_ENABLED ; 0 SEV_ENABLED`,
  ],
  // AMD APM 2, 13.2. KVM has six counters at most; the first four have an older number, too.
  ...series(4, (n) => [`PERF_LEGACY_CTL${n}`, `Event of performance counter ${n}, old number`, eventSelect]),
  ...series(4, (n) => [`PERF_LEGACY_CTR${n}`, `Performance counter ${n}, old number`, '47:0 CTR']),
  ...series(6, (n) => [`PERF_CTL${n}`, `Event of performance counter ${n}`, eventSelect]),
  ...series(6, (n) => [`PERF_CTR${n}`, `Performance counter ${n}`, '47:0 CTR']),
  PerfCntrGlobalCtl: ['Performance counters, enable', run(6, 0, 'PerfCntrEn')],
  PerfCntrGlobalStatus: [
    'Performance counters, overflow',
    `59 PmcFreeze ; 58 LbrFreeze ; ${run(6, 0, 'PerfCntrOvfl')}`,
  ],
  PerfCntrGlobalStatusClr: [
    'Performance counters, clear overflow',
    `59 PmcFreeze ; 58 LbrFreeze ; ${run(6, 0, 'PerfCntrOvfl')}`,
  ],
  PerfCntrGlobalStatusSet: [
    'Performance counters, set overflow',
    `59 PmcFreeze ; 58 LbrFreeze ; ${run(6, 0, 'PerfCntrOvfl')}`,
  ],
};
