import { run, series, type MsrRows } from './x86-msr-rows.ts';

const eventSelect = `47:40 UMASK2 ; 37 RDPMC_USER_DISABLE ; 36 EQ ; 35 EN_LBR_LOG ; 34 ADAPTIVE_RECORD ; 33 IN_TXCP ; 32 IN_TX
   ; 31:24 CMASK ; 23 INV ; 22 EN ; 21 ANY ; 20 INT ; 19 PC ; 18 E ; 17 OS ; 16 USR ; 15:8 UMASK ; 7:0 EVENT`;
const rings = '| 00 off | 01 supervisor | 10 user | 11 both';
const global = (name: string) => `${run(4, 32, `${name}_FIXED_CTR`)} ; ${run(8, 0, `${name}_PMC`)}`;

/** One nibble per fixed counter, and in the upper half what adaptive sampling added. */
const fixedControl = [3, 2, 1, 0]
  .flatMap((n) => [`${n * 4 + 33} RDPMC_USER_DISABLE${n}`, `${n * 4 + 32} ADAPTIVE_RECORD${n}`])
  .concat(
    [3, 2, 1, 0].flatMap((n) => [
      `${n * 4 + 3} PMI${n}`,
      `${n * 4 + 2} ANY${n}`,
      `${n * 4 + 1}:${n * 4} EN${n} ${rings}`,
    ]),
  )
  .join(' ; ');

/**
 * Intel's performance monitoring: Intel SDM 3, Performance Monitoring, and SDM 4, table 2-2; the newest bits after
 * arch/x86/include/asm/perf_event.h, Linux 7.3. KVM has eight general counters and three fixed ones.
 */
export const x86Pmu: MsrRows = {
  ...series(8, (n) => [`IA32_PMC${n}`, `Performance counter ${n}`]),
  ...series(8, (n) => [`IA32_PERFEVTSEL${n}`, `Event of performance counter ${n}`, eventSelect]),
  IA32_FIXED_CTR0: ['Fixed counter 0: instructions retired'],
  IA32_FIXED_CTR1: ['Fixed counter 1: core cycles'],
  IA32_FIXED_CTR2: ['Fixed counter 2: reference cycles'],
  IA32_FIXED_CTR_CTRL: ['Control of the fixed counters', fixedControl],
  IA32_PERF_GLOBAL_CTRL: ['Performance counters, enable', `48 EN_PERF_METRICS ; ${global('EN')}`],
  IA32_PERF_GLOBAL_STATUS: [
    'Performance counters, overflow and state',
    `63 COND_CHGD ; 62 OVF_DSBUFFER ; 61 OVF_UNCORE ; 60 ASCI ; 59 CTR_FRZ ; 58 LBR_FRZ ; 55 TRACE_TOPA_PMI
     ; 54 ARCH_PEBS_THRESHOLD ; 48 OVF_PERF_METRICS ; ${global('OVF')}`,
  ],
  IA32_PERF_GLOBAL_STATUS_RESET: [
    'Performance counters, clear overflow',
    `63 CLR_COND_CHGD ; 62 CLR_OVF_DSBUFFER ; 61 CLR_OVF_UNCORE ; 60 CLR_ASCI ; 59 CLR_CTR_FRZ ; 58 CLR_LBR_FRZ
     ; 55 CLR_TRACE_TOPA_PMI ; 48 CLR_OVF_PERF_METRICS ; ${global('CLR_OVF')}`,
  ],
  IA32_PERF_CAPABILITIES: [
    'Performance monitoring: what there is',
    `17 PEBS_TIMING_INFO ; 16 PEBS_OUTPUT_PT_AVAIL ; 15 PERF_METRICS ; 14 PEBS_BASELINE ; 13 FW_WRITE ; 12 FREEZE_WHILE_SMM
     ; 11:8 PEBS_FMT ; 7 PEBS_ARCH_REG ; 6 PEBS_TRAP ; 5:0 LBR_FMT`,
  ],
  IA32_PEBS_ENABLE: ['Event-based sampling, enable', `${run(4, 32, 'PEBS_EN_FIXED')} ; ${run(8, 0, 'PEBS_EN_PMC')}`],
  MSR_PEBS_DATA_CFG: [
    'Event-based sampling: what a record holds',
    '31:24 LBR_ENTRIES ; 3 LBRS ; 2 XMMS ; 1 GPRS ; 0 MEMORY_INFO',
  ],
  IA32_DS_AREA: ['Debug store area', '63:0 ADDRESS'],
};
