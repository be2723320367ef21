import type { Encoding } from './draft.ts';

/** The names in KVM's table of system registers (arch/arm64/kvm/sys_regs.c) that KVM_GET_REG_LIST can give, kernel spelling. */
export function kvmNames(sysRegs: string): string[] {
  const body = /sys_reg_desc sys_reg_descs\[\] = \{\n(.*?)\n\};/s.exec(sysRegs)?.[1] ?? '';
  const entries = body
    .replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '')
    .split(/\n(?=\t\{|\t[A-Z]\w*\()/)
    .map((entry) => entry.trim());
  return entries.filter(isListed).flatMap(namesOf);
}

/** The encodings that the kernel's headers give by number. */
export function headerEncodings(header: string): Map<string, Encoding> {
  const found = new Map<string, Encoding>();
  for (const [, name = '', numbers = ''] of header.matchAll(/#define\s+SYS_(\w+)\s+sys_reg\(([\d\s,]+)\)/g)) {
    const [op0 = 0, op1 = 0, crn = 0, crm = 0, op2 = 0] = numbers.split(',').map(Number);
    found.set(name, [op0, op1, crn, crm, op2]);
  }
  return found;
}

/** A register that is trapped but neither saved nor given an accessor is not listed (walk_one_sys_reg(), Linux 7.3). */
function isListed(entry: string): boolean {
  if (!entry.startsWith('{')) return !entry.startsWith('AMU_') && entry !== '';
  if (/\.get_user|\.reg = /.test(entry)) return true;
  const positional = entry.replace(/^\{\s*\w+\(\w+\)/, '').replace(/\.\w+ = .*/s, '');
  return positional.split(',').filter((part) => part.trim() !== '' && part.trim() !== '}').length >= 3;
}

function namesOf(entry: string): string[] {
  const [, macro = '', args = ''] = /^\{?\s*(\w+)\(([^()]*)\)?/.exec(entry) ?? [];
  const [first = '', second = ''] = args.split(',').map((arg) => arg.trim());
  const special = expansions[macro];
  return special === undefined ? [first.replace(/^SYS_/, '')] : special(first, second);
}

const expansions: Readonly<Record<string, (first: string, second: string) => string[]>> = {
  DBG_BCR_BVR_WCR_WVR_EL1: (n) => ['BVR', 'BCR', 'WVR', 'WCR'].map((kind) => `DBG${kind}${n}_EL1`),
  PMU_PMEVCNTR_EL0: (n) => [`PMEVCNTR${n}_EL0`],
  PMU_PMEVTYPER_EL0: (n) => [`PMEVTYPER${n}_EL0`],
  PTRAUTH_KEY: (key) => [`${key}KEYLO_EL1`, `${key}KEYHI_EL1`],
  ID_UNALLOCATED: (crm, op2) => [`S3_0_C0_C${crm}_${op2}`],
};
