import type { Segment } from '@regscope/registers';
import table from '../data/arm64-safe-values.json' with { type: 'json' };

/** How the kernel compares a field of an ID register with what the host has; a field that must be exact is `safe` where it differs. */
export type SafeValueRule = { seg: Segment; signed: boolean } & (
  | { rule: 'lower' | 'higher' | 'higher-or-zero' }
  | { rule: 'exact'; safe: bigint }
);

/** What KVM lets userspace change of an ID register, before the first vCPU runs. */
export type KvmMask = {
  mask: bigint;
  /** Where the register reads as zero and takes nothing else: `without-aarch32` for guests that have no AArch32. */
  raz: 'never' | 'without-aarch32' | 'always';
  /** The function of arch/arm64/kvm/sys_regs.c that looks at a written value first; null where the common rules are all. */
  checks: string | null;
};

/** The rules of a register of the host's own table (arch/arm64/kernel/cpufeature.c); empty when it has none. */
export function safeValueRules(register: string): SafeValueRule[] {
  return parsed(register).map(({ rule }) => rule);
}

/**
 * The rules by which KVM takes a value: those of the fields that lie in the mask as a whole, with KVM's own in place of the host's
 * where it has one. All other bits must be as they are (arm64_check_features(), Linux 7.3).
 */
export function kvmRules(register: string): SafeValueRule[] {
  const mask = kvmMask(register)?.mask ?? 0n;
  return parsed(register)
    .map(({ rule, kvm }) => kvm ?? rule)
    .filter(({ seg }) => (maskOf(seg) & ~mask) === 0n);
}

/**
 * The rules by which a value is safe for a guest: KVM's own where it has one (kvm_arm64_ftr_safe_value(), arch/arm64/kvm/sys_regs.c, Linux
 * 7.3), else the host's. What the host wants equal on all CPUs, such as a debug architecture, a guest may have an older one of.
 */
export function guestRules(register: string): SafeValueRule[] {
  const all = new Map([...safeValueRules(register), ...kvmRules(register)].map((rule) => [rule.seg.join(':'), rule]));
  return [...all.values()];
}

/** Undefined for a register of which KVM has no mask: most are no ID registers, and any value may be written. */
export function kvmMask(register: string): KvmMask | undefined {
  const rows: Readonly<Record<string, string>> = table.kvm;
  const row = rows[register];
  if (row === undefined) return undefined;
  const [mask = '0', ...notes] = row.split(' ');
  const raz = notes.includes('raz') ? 'always' : notes.includes('aa32') ? 'without-aarch32' : 'never';
  return { mask: BigInt(mask), raz, checks: notes.find((note) => note.startsWith('set_')) ?? null };
}

type Parsed = { rule: SafeValueRule; kvm: SafeValueRule | undefined };

function parsed(register: string): Parsed[] {
  const rows: Readonly<Record<string, readonly string[]>> = table.rules;
  return (rows[register] ?? []).flatMap((row) => {
    const [host = '', kvm] = row.split(' kvm ');
    const rule = parse(host);
    const bits = host.split(' ')[0] ?? '';
    return rule === undefined ? [] : [{ rule, kvm: kvm === undefined ? undefined : parse(`${bits} ${kvm}`) }];
  });
}

/** `27:24 lower`, `19:16 lower signed`, `3:0 exact 6` */
function parse(row: string): SafeValueRule | undefined {
  const [bits = '', rule = '', more] = row.split(' ');
  const [msb = 0, lsb = msb] = bits.split(':').map(Number);
  const seg: Segment = [msb, lsb];
  if (rule === 'exact') return { seg, rule, signed: false, safe: BigInt(more ?? 0) };
  return isDirection(rule) ? { seg, rule, signed: more === 'signed' } : undefined;
}

function isDirection(text: string): text is 'lower' | 'higher' | 'higher-or-zero' {
  return text === 'lower' || text === 'higher' || text === 'higher-or-zero';
}

function maskOf([msb, lsb]: Segment): bigint {
  return ((1n << BigInt(msb - lsb + 1)) - 1n) << BigInt(lsb);
}
