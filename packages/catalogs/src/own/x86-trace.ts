import { series, type MsrRows } from './x86-msr-rows.ts';

const range = '| 0000 off | 0001 trace only inside | 0010 stop when reached';

/** Debugging, branch records and processor trace. */
export const x86Trace: MsrRows = {
  // Intel SDM 3, IA32_DEBUGCTL MSR.
  IA32_DEBUGCTL: [
    'Debug control',
    `15 RTM_DEBUG ; 14 FREEZE_WHILE_SMM ; 13 ENABLE_UNCORE_PMI ; 12 FREEZE_PERFMON_ON_PMI ; 11 FREEZE_LBRS_ON_PMI
     ; 10 BTS_OFF_USR ; 9 BTS_OFF_OS ; 8 BTINT ; 7 BTS ; 6 TR ; 2 BLD ; 1 BTF ; 0 LBR`,
  ],
  // AMD APM 2, 13.1, control-transfer recording; the same numbers on Intel's P6.
  LASTBRANCHFROMIP: ['Source of the last branch', '63:0 ADDRESS'],
  LASTBRANCHTOIP: ['Target of the last branch', '63:0 ADDRESS'],
  LASTINTFROMIP: ['Source of the last branch before the last exception or interrupt', '63:0 ADDRESS'],
  LASTINTTOIP: ['Target of the last branch before the last exception or interrupt', '63:0 ADDRESS'],
  // Intel SDM 3, Intel Processor Trace, configuration MSRs.
  IA32_RTIT_CTL: [
    'Processor trace: control',
    `56 InjectPsbPmiOnEnable ; 55 DisTNT ; 47:44 ADDR3_CFG ${range} ; 43:40 ADDR2_CFG ${range}
     ; 39:36 ADDR1_CFG ${range} ; 35:32 ADDR0_CFG ${range} ; 31 EventEn ; 27:24 PSBFreq ; 22:19 CycThresh ; 17:14 MTCFreq
     ; 13 BranchEn ; 12 PTWEn ; 11 DisRETC ; 10 TSCEn ; 9 MTCEn ; 8 ToPA | 0 one range | 1 table ; 7 CR3Filter ; 6 FabricEn
     ; 5 FUPonPTW ; 4 PwrEvtEn ; 3 User ; 2 OS ; 1 CYCEn ; 0 TraceEn`,
  ],
  IA32_RTIT_STATUS: [
    'Processor trace: status',
    `48:32 PacketByteCnt ; 7 PendToPAPMI ; 6 PendPSB ; 5 Stopped ; 4 Error ; 2 TriggerEn ; 1 ContextEn ; 0 FilterEn`,
  ],
  IA32_RTIT_CR3_MATCH: ['Processor trace: address space to trace', '63:5 CR3'],
  IA32_RTIT_OUTPUT_BASE: ['Processor trace: output base', '63:7 BASE'],
  IA32_RTIT_OUTPUT_MASK_PTRS: [
    'Processor trace: place in the output',
    '63:32 OutputOffset ; 31:7 MaskOrTableOffset ; 6:0 LowerMask',
  ],
  ...series(4, (n) => [`IA32_RTIT_ADDR${n}_A`, `Processor trace: begin of range ${n}`, '63:0 ADDRESS']),
  ...series(4, (n) => [`IA32_RTIT_ADDR${n}_B`, `Processor trace: end of range ${n}`, '63:0 ADDRESS']),
};
