import type { Json } from './json.ts';

const rules: Readonly<Record<string, string>> = {
  FTR_LOWER_SAFE: 'lower',
  FTR_HIGHER_SAFE: 'higher',
  FTR_HIGHER_OR_ZERO_SAFE: 'higher-or-zero',
  FTR_EXACT: 'exact',
};

type Sources = { cpufeature: string; sysreg: string; sysRegs: string };

/**
 * The rule by which the kernel compares each field of an ID register with what the host has (cpufeature.c, struct arm64_ftr_bits),
 * and after `kvm` the rule that KVM puts in its place.
 */
export function safeValues({ cpufeature, sysreg, sysRegs }: Sources): Json {
  const changed = kvmChanges(sysRegs);
  const tables = new Map<string, string>();
  for (const [, name = '', body = ''] of cpufeature.matchAll(/arm64_ftr_bits (ftr_\w+)\[\] = \{(.*?)\n\};/gs))
    tables.set(name, body);
  const tablesOf = `${cpufeature}\nARM64_FTR_REG(SYS_CTR_EL0, ftr_ctr)`;
  const rows = [...tablesOf.matchAll(/ARM64_FTR_REG(?:_OVERRIDE)?\(SYS_(\w+),\s*(ftr_\w+)/g)].map(
    ([, register = '', table = '']) =>
      [register, fieldsOf(tables.get(table) ?? '', { register, sysreg, changed })] as const,
  );
  return Object.fromEntries(rows);
}

type Where = { register: string; sysreg: string; changed: ReadonlyMap<string, string> };

/** `ID_DFR0_EL1_PerfMon` -> `lower`: the cases of kvm_arm64_ftr_safe_value(). */
function kvmChanges(sysRegs: string): Map<string, string> {
  const body = /kvm_arm64_ftr_safe_value\(.*?\n\}/s.exec(sysRegs)?.[0] ?? '';
  const cases = body.matchAll(/(\w+)_SHIFT\)?:?\s+kvm_ftr\.type = (\w+);/g);
  return new Map([...cases].map(([, field = '', rule = '']) => [field, rules[rule] ?? rule]));
}

function fieldsOf(body: string, where: Where): string[] {
  const entry = /ARM64_FTR_BITS\(\s*\w+(?:\(\w+\))?,\s*\w+,\s*(\w+),\s*(\w+),\s*(\d+),\s*(\w+)\)/g;
  const signed = /S_ARM64_FTR_BITS\(/;
  return [...body.matchAll(new RegExp(`S?_?${entry.source}`, 'g'))].map((match) => {
    const [text, rule = '', shift = '', width = '0', safe = ''] = match;
    const lsb = shiftOf(shift, where);
    const kvm = where.changed.get(shift.replace(/_SHIFT$/, ''));
    return [
      `${lsb + Number(width) - 1}:${lsb}`,
      rules[rule] ?? rule,
      ...(signed.test(text) ? ['signed'] : []),
      ...(rules[rule] === 'exact' ? [safeOf(safe, where)] : []),
      ...(kvm === undefined ? [] : ['kvm', kvm]),
    ].join(' ');
  });
}

/** A number, or the name of a value of the field. */
function safeOf(safe: string, where: Where): string {
  if (/^(?:0x)?\d+$/.test(safe)) return String(Number(safe));
  const value = safe.split('_').at(-1) ?? '';
  const [, pattern] = new RegExp(`^\\s*0b([01]+)\\s+${value}$`, 'm').exec(blockOf(where)) ?? [];
  return String(Number.parseInt(pattern ?? '', 2));
}

function blockOf({ register, sysreg }: Where): string {
  return new RegExp(`^Sysreg\\s+${register}\\s.*?^EndSysreg`, 'ms').exec(sysreg)?.[0] ?? '';
}

function shiftOf(shift: string, where: Where): number {
  if (/^\d+$/.test(shift)) return Number(shift);
  const field = shift.replace(`${where.register}_`, '').replace(/_SHIFT$/, '');
  const bits = new RegExp(`^\\w+\\s+(\\d+)(?::(\\d+))?\\s+${field}$`, 'm').exec(blockOf(where));
  return bits === null ? Number.NaN : Number(bits[2] ?? bits[1]);
}
