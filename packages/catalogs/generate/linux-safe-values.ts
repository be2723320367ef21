import type { Json } from './json.ts';

const rules: Readonly<Record<string, string>> = {
  FTR_LOWER_SAFE: 'lower',
  FTR_HIGHER_SAFE: 'higher',
  FTR_HIGHER_OR_ZERO_SAFE: 'higher-or-zero',
  FTR_EXACT: 'exact',
};

/** The rule by which the kernel compares each field of an ID register with what the host has (cpufeature.c, struct arm64_ftr_bits). */
export function safeValues(cpufeature: string, sysreg: string): Json {
  const tables = new Map<string, string>();
  for (const [, name = '', body = ''] of cpufeature.matchAll(/arm64_ftr_bits (ftr_\w+)\[\] = \{(.*?)\n\};/gs))
    tables.set(name, body);
  const tablesOf = `${cpufeature}\nARM64_FTR_REG(SYS_CTR_EL0, ftr_ctr)`;
  const rows = [...tablesOf.matchAll(/ARM64_FTR_REG(?:_OVERRIDE)?\(SYS_(\w+),\s*(ftr_\w+)/g)].map(
    ([, register = '', table = '']) => [register, fieldsOf(tables.get(table) ?? '', { register, sysreg })] as const,
  );
  return Object.fromEntries(rows);
}

function fieldsOf(body: string, where: { register: string; sysreg: string }): string[] {
  const entry = /ARM64_FTR_BITS\(\s*\w+(?:\(\w+\))?,\s*\w+,\s*(\w+),\s*(\w+),\s*(\d+),\s*(\w+)\)/g;
  const signed = /S_ARM64_FTR_BITS\(/;
  return [...body.matchAll(new RegExp(`S?_?${entry.source}`, 'g'))].map((match) => {
    const [text, rule = '', shift = '', width = '0', safe = ''] = match;
    const lsb = shiftOf(shift, where);
    return `${lsb + Number(width) - 1}:${lsb} ${rules[rule] ?? rule}${signed.test(text) ? ' signed' : ''}${rules[rule] === 'exact' ? ` ${safe}` : ''}`;
  });
}

function shiftOf(shift: string, { register, sysreg }: { register: string; sysreg: string }): number {
  if (/^\d+$/.test(shift)) return Number(shift);
  const field = shift.replace(`${register}_`, '').replace(/_SHIFT$/, '');
  const block = new RegExp(`^Sysreg\\s+${register}\\s.*?^EndSysreg`, 'ms').exec(sysreg)?.[0] ?? '';
  const bits = new RegExp(`^\\w+\\s+(\\d+)(?::(\\d+))?\\s+${field}$`, 'm').exec(block);
  return bits === null ? Number.NaN : Number(bits[2] ?? bits[1]);
}
