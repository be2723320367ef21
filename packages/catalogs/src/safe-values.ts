import type { Segment } from '@regscope/registers';
import table from '../data/arm64-safe-values.json' with { type: 'json' };

/** How the kernel compares a field of an ID register with what the host has; `exact` fields are replaced by `safe` when they differ. */
export type SafeValueRule = {
  seg: Segment;
  rule: 'lower' | 'higher' | 'higher-or-zero' | 'exact';
  signed: boolean;
};

/** The rules of a register of the host's own table (arch/arm64/kernel/cpufeature.c); empty when it has none. */
export function safeValueRules(register: string): SafeValueRule[] {
  const rows: Readonly<Record<string, readonly string[]>> = table.rules;
  return (rows[register] ?? []).flatMap((row) => {
    const [bits = '', rule = '', sign] = row.split(' ');
    const [msb = 0, lsb = msb] = bits.split(':').map(Number);
    return isRule(rule) ? [{ seg: [msb, lsb] as const, rule, signed: sign === 'signed' }] : [];
  });
}

function isRule(text: string): text is SafeValueRule['rule'] {
  return text === 'lower' || text === 'higher' || text === 'higher-or-zero' || text === 'exact';
}
