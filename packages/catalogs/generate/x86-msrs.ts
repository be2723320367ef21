import type { Json } from './json.ts';
import { msrNames, msrSeries } from './own-msr-names.ts';
import type { Source } from './sources.ts';

export const x86Files = [
  'arch/x86/kvm/msrs.c',
  'arch/x86/include/asm/msr-index.h',
  'arch/x86/include/asm/perf_event.h',
  'arch/x86/include/uapi/asm/kvm_para.h',
  'arch/x86/kvm/hyperv.h',
  'include/hyperv/hvgdk_mini.h',
  'include/hyperv/hvgdk.h',
];

/** MSRs that KVM answers by id without naming them in its lists. */
const also = new RegExp(
  `^(?:MSR_(?:${[
    'EFER|FS_BASE|GS_BASE|IA32_APICBASE|MTRRcap|MTRRdefType|MTRRfix\\w+|IA32_VMX_\\w+|KVM_MIGRATION_CONTROL',
    'IA32_PRED_CMD|IA32_FLUSH_CMD|IA32_MCG_CAP|CORE_PERF_GLOBAL_OVF_CTRL',
    'VM_CR|AMD64_LS_CFG|AMD64_SEV|AMD64_SEV_ES_GHCB',
  ].join('|')})|HV_X64_MSR_(?:SVERSION|SIEFP|SIMP|EOM|SINT\\d+|STIMER\\d_\\w+))$`,
);

/**
 * Every MSR that KVM_GET_MSR_INDEX_LIST and KVM_GET_MSR_FEATURE_INDEX_LIST can give, and those beside them:
 * number, the manual's name, other names.
 */
export function x86Msrs(linux: Source): Json {
  const [lists = '', ...headers] = x86Files.map((file) => linux.read(file));
  const numbers = definitions(headers.join('\n'));
  const found = new Map<number, string>();
  for (const [name, value] of numbers) if (also.test(name)) found.set(value, name);
  for (const name of listed(lists)) {
    const value = resolve(name, numbers);
    if (Number.isNaN(value)) throw new Error(`no number for ${name}`);
    found.set(value, plain(name));
  }
  const rows = [...found].map(([value, name]): Row => [value, msrNames(name.replace(/^MSR_/, ''))]);
  return [...rows, ...msrSeries.flatMap(seriesRows)]
    .toSorted(([a], [b]) => a - b)
    .map(([value, names]) => `${value.toString(16)} ${names.join(' ')}`);
}

type Row = readonly [value: number, names: readonly string[]];

function seriesRows({ first, step, count, name }: (typeof msrSeries)[number]): Row[] {
  return Array.from({ length: count }, (_, n) => [first + n * step, [name.replace('#', String(n))]] as const);
}

function listed(source: string): string[] {
  const lists = source.matchAll(
    /static const u32 (?:msrs_to_save_base|msrs_to_save_pmu|emulated_msrs_all|msr_based_features_all\w*)\[\] = \{(.*?)\};/gs,
  );
  return [...lists].flatMap(([, body = '']) =>
    body
      .replaceAll(/\/\*.*?\*\//gs, '')
      .replaceAll(/^#.*$/gm, '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
}

function definitions(header: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, name = '', value = ''] of header.matchAll(/^#define\s+((?:MSR|HV_X64_MSR)_\w+)\s+(\(?[\w+ ]+\)?)/gm)) {
    const number = resolve(value.replaceAll(/[()]/g, '').trim(), found);
    if (!Number.isNaN(number)) found.set(name, number);
  }
  return found;
}

/** `0x186`, a name, or `NAME + 2`. */
function resolve(text: string, known: ReadonlyMap<string, number>): number {
  return text.split('+').reduce((sum, part) => sum + (known.get(part.trim()) ?? Number(part)), 0);
}

/** `MSR_ARCH_PERFMON_PERFCTR0 + 2` is called `MSR_ARCH_PERFMON_PERFCTR2`. */
function plain(name: string): string {
  const [base = '', more = '0'] = name.split('+').map((part) => part.trim());
  return base.replace(/\d+$/, (digits) => String(Number(digits) + Number(more)));
}
