// Observations of the same kind that another program made, kept beside the project. `pre`, `run0`, `run1` are our new, ran and idle.
import type { Flips, ProbedShape } from '@regscope/captures';

type Bits = { ok?: string; vis?: string; silent?: string; err?: Record<string, string> };
/** `nib`: of a field of four bits, by its lowest one, the set of values that are taken. */
type Row = { id: string; v: string; pre?: Bits; run0?: Bits; run1?: Bits; nib?: Record<string, string> };
export type Truth = { variants: { variant: string; regs: Row[] }[] };

/** What differs without a reason, one line each. */
export function disagreements({ registers, sweeps }: ProbedShape, { variants }: Truth): string[] {
  const theirs = variants.find(({ variant }) => variant === 'full')?.regs ?? [];
  return theirs.flatMap((row) => {
    const own = registers.find(({ id }) => id === row.id);
    if (own === undefined) return [`${row.id} was not probed here`];
    // Another version of the emulator plays another CPU: what its ID registers take follows from their values.
    if (own.value !== row.v || row.id in reasons) return [];
    const moments = [
      ['pre', own.new],
      ['run0', own.ran ?? own.new],
      ['run1', own.idle ?? own.new],
    ] as const;
    return [...moments.flatMap(([moment, flips]) => differs(row, moment, flips)), ...fieldsDiffer(row, sweeps)];
  });
}

/** Registers of which both saw the same CPU: what can be compared at all. */
export function comparable({ registers }: ProbedShape, { variants }: Truth): number {
  const theirs = variants.find(({ variant }) => variant === 'full')?.regs ?? [];
  return theirs.filter(({ id, v }) => registers.find((own) => own.id === id)?.value === v).length;
}

/** Where nothing but the present value is taken, neither has more than that one. */
function fieldsDiffer({ id, v, nib = {} }: Row, sweeps: ProbedShape['sweeps']): string[] {
  return Object.entries(nib).flatMap(([lsb, set]) => {
    const sweep = sweeps.find((one) => one.id === id && one.lsb === Number(lsb));
    const present = 1 << Number((BigInt(v) >> BigInt(lsb)) & 0xfn);
    const ours = (sweep?.outcomes ?? []).reduce(
      (bits, outcome, n) => (outcome === '=' ? bits | (1 << n) : bits),
      present,
    );
    return (Number(set) | present) === ours ? [] : [`${id} field at ${lsb}: there ${set}, here 0x${ours.toString(16)}`];
  });
}

const setOrClear = 'the other program made a VM anew for every bit that could not be put back';
const counter = 'the other program judged bits from 36 up, here all above those that move are judged';

const reasons: Readonly<Record<string, string>> = {
  '0x603000000013c4f1': setOrClear,
  '0x603000000013c4f2': setOrClear,
  '0x603000000013dce1': setOrClear,
  '0x603000000013dce2': setOrClear,
  '0x603000000013dce3': setOrClear,
  '0x603000000013dcf3': setOrClear,
  '0x603000000013df1a': counter,
  '0x603000000013df01': counter,
};

/** Of registers wider than 64 bits the other program tried the lowest and the highest 32 only. */
function differs({ id, ...row }: Row, moment: 'pre' | 'run0' | 'run1', flips: Flips): string[] {
  const width = 8 << Number((BigInt(id) >> 52n) & 0xfn);
  const tried = width > 64 ? 0xffff_ffffn | (0xffff_ffffn << 32n) : (1n << 64n) - 1n;
  const ours = (mask: string | undefined) => folded(BigInt(mask ?? 0), width) & tried;
  const theirs = row[moment] ?? {};
  const pairs: [string, string | undefined, string | undefined][] = [
    ['ok', theirs.ok, flips.taken],
    ['vis', theirs.vis, flips.seen],
    ['silent', theirs.silent, flips.ignored],
    ...Object.keys({ ...theirs.err, ...flips.refused }).map(
      (errno): [string, string | undefined, string | undefined] => [errno, theirs.err?.[errno], flips.refused?.[errno]],
    ),
  ];
  return pairs
    .filter(([, a, b]) => BigInt(a ?? 0) !== ours(b))
    .map(([what, a = '0x0', b = '0x0']) => `${id} ${moment} ${what}: there ${a}, here ${b}`);
}

/** The lowest and the highest 32 bits, as one number of 64. */
function folded(mask: bigint, width: number): bigint {
  if (width <= 64) return mask;
  return (mask & 0xffff_ffffn) | ((mask >> BigInt(width - 32)) << 32n);
}
