import type { Json } from './json.ts';
import type { DraftField, DraftRegister } from './draft.ts';

/**
 * What KVM lets userspace change of each ID register (arch/arm64/kvm/sys_regs.c): the mask; `raz` where only zero is taken,
 * `aa32` where that holds of a guest without AArch32; the function that checks a written value where it is not the common one.
 */
export function kvmMasks(sysRegs: string, registers: readonly DraftRegister[]): Json {
  const names = new Map(registers.map((each) => [each.name, each.layouts[0]?.fields ?? []]));
  const rows = entries(sysRegs).map(([name, mask, ...notes]) => {
    const value = evaluate(mask, names);
    return [name, [`0x${value.toString(16)}`, ...notes].join(' ')] as const;
  });
  return Object.fromEntries(rows);
}

type Row = readonly [name: string, mask: string, ...notes: string[]];

function entries(sysRegs: string): Row[] {
  const body = /sys_reg_desc sys_reg_descs\[\] = \{\n(.*?)\n\};/s.exec(sysRegs)?.[1] ?? '';
  return body
    .replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '')
    .split(/\n(?=\t\{|\t[A-Z]\w*\()/)
    .flatMap((entry) => macro(entry.trim()) ?? written(entry) ?? []);
}

/** `ID_WRITABLE(ID_AA64ZFR0_EL1, ~ID_AA64ZFR0_EL1_RES0),` */
function macro(entry: string): [Row] | undefined {
  const [, kind = '', inside = ''] = /^(\w+)\((.*)\),?$/s.exec(entry) ?? [];
  const [first = '', ...rest] = inside.split(',').map((part) => part.trim());
  const row = macros[kind]?.(first, rest);
  return row === undefined ? undefined : [row];
}

const macros: Readonly<Record<string, (name: string, rest: readonly string[]) => Row>> = {
  ID_WRITABLE: (name, rest) => [name, rest.join(',')],
  ID_SANITISED: (name) => [name, '0'],
  ID_HIDDEN: (name) => [name, '0', 'raz'],
  ID_UNALLOCATED: (crm, [op2 = '']) => [`S3_0_C0_C${crm}_${op2}`, '0', 'raz'],
  AA32_ID_WRITABLE: (name) => [name, 'GENMASK(31, 0)', 'aa32'],
  ID_FILTERED: (name, [setter = '', ...mask]) => [name, mask.join(','), `set_${setter}`],
  IMPLEMENTATION_ID: (name, mask) => [name, mask.join(','), 'set_imp_id_reg'],
};

/** An entry without a macro: an ID register if it has both a function to set it and a mask. */
function written(entry: string): [Row] | undefined {
  const name = /SYS_DESC\(SYS_(\w+)\)/.exec(entry)?.[1];
  const setter = /\.set_user = (set_\w+)/.exec(entry)?.[1];
  const mask = /\.val = (.*?)(?: \}|,\n|\})/s.exec(entry)?.[1];
  if (name === undefined || setter === undefined || mask === undefined) return undefined;
  return [[name, mask, ...(entry.includes('aa32_id_visibility') ? ['aa32'] : []), setter]];
}

const all = (1n << 64n) - 1n;

/** `~(A | B)`, `GENMASK(31, 0)`, a field's name, `REGISTER_RES0`: turned into a number. No other operators are in use. */
function evaluate(expression: string, names: ReadonlyMap<string, readonly DraftField[]>): bigint {
  const text = expression.replaceAll(/\s+/g, '');
  const negated = text.startsWith('~');
  const terms = text
    .replace(/^~/, '')
    .replace(/^\((.*)\)$/, '$1')
    .split('|');
  const mask = terms.reduce((sum, term) => sum | termMask(term, names), 0n);
  return negated ? all & ~mask : mask;
}

function termMask(term: string, names: ReadonlyMap<string, readonly DraftField[]>): bigint {
  const [, high, low] = /^GENMASK(?:_ULL)?\((\d+),(\d+)\)$/.exec(term) ?? [];
  if (high !== undefined && low !== undefined) return bits(Number(high), Number(low));
  if (/^\d+$/.test(term)) return BigInt(term);
  const register = [...names.keys()]
    .filter((name) => term.startsWith(`${name}_`))
    .toSorted((a, b) => b.length - a.length)[0];
  const field = term.slice((register ?? '').length + 1).replace(/_MASK$/, '');
  const found = (names.get(register ?? '') ?? []).filter(({ name, kind }) =>
    field === 'RES0' ? kind === 'res0' : name === field,
  );
  if (found.length === 0 && field !== 'RES0') throw new Error(`no mask for ${term}`);
  return found.flatMap(({ segs }) => segs).reduce((sum, [msb, lsb]) => sum | bits(msb, lsb), 0n);
}

const bits = (msb: number, lsb: number) => ((1n << BigInt(msb - lsb + 1)) - 1n) << BigInt(lsb);
