// Whether a host would take the registers of a VM, by what was probed there. Registers only: memory, devices and the rest are not looked at.
import type { Capture, ProbedShape } from '@regscope/captures';
import { volatileBits } from '@regscope/catalogs';
import { formatRegisterId, hex, maskOf, sizeInBytes, type RegisterId } from '@regscope/registers';
import { foretell, type Foretold } from './foretell.ts';

/** What a VM holds. `values` of a register are those of its vCPUs, each once. */
export type State = {
  features: readonly string[];
  registers: readonly { id: RegisterId; values: readonly bigint[] }[];
};

/** `loads` is null where nothing can be told; `because` says why then. `refused` holds what speaks against it. */
export type Taking = { loads: boolean | null; because: string; refused: (Foretold & { id: RegisterId })[] };

/** What has to be known of a host to say whether it would take VMs with certain features; a small part of its capture. */
export type HostProfile = {
  /** What speaks for or against all such VMs; undefined where it hangs on their registers. */
  answer: Omit<Taking, 'refused'> | undefined;
  shape: ProbedShape | undefined;
  early: ProbedShape['early'];
};

/** `features` is null where a file that was imported does not tell them. */
export function hostProfile(
  { host, probe }: Pick<Capture, 'host' | 'probe'>,
  features: readonly string[] | null,
): HostProfile {
  const shape = features === null ? undefined : probe?.shapes.find((one) => isSameSet(one.features, features));
  const early = probe?.shapes.flatMap((one) => one.early) ?? [];
  return { answer: answerForAll({ host, probe }, features), shape, early };
}

function answerForAll(
  { host, probe }: Pick<Capture, 'host' | 'probe'>,
  features: readonly string[] | null,
): HostProfile['answer'] {
  if (features === null) return { loads: null, because: 'the file that the VM comes from does not tell its features' };
  const { offered } = host;
  const lacking = offered === null ? [] : features.filter((name) => !offered.includes(name));
  if (lacking.length > 0) return { loads: false, because: `does not offer ${lacking.join(', ')}` };
  const isLike = (one: { features: readonly string[] }) => isSameSet(one.features, features);
  if (probe === null) return { loads: null, because: 'nothing was probed there' };
  if (probe.shapes.some(isLike)) return undefined;
  const refusal = probe.unmakeable.find(isLike);
  if (refusal !== undefined) return { loads: false, because: `makes no VM with these features: ${refusal.because}` };
  return { loads: null, because: `no VM with just the features ${features.join(', ')} was probed there` };
}

export function wouldTake(profile: HostProfile, registers: State['registers']): Taking {
  if (profile.answer !== undefined) return { ...profile.answer, refused: [] };
  const hidden = hiddenBy(profile, registers);
  const told = registers.flatMap(({ id, values }) => {
    const by = hidden.get(formatRegisterId(id));
    if (by !== undefined) return [{ ...gone(by), id }];
    return values.flatMap((value) => ofRegister(profile, { id, value }).map((one) => ({ ...one, id })));
  });
  const refused = told.filter(({ kind }) => kind === 'refused');
  if (refused.length > 0) return { loads: false, because: '', refused };
  const open = told.filter(({ kind }) => kind === 'unknown');
  const because = open.length === 0 ? '' : `${open.length} registers were not probed there: try it`;
  return { loads: because === '' ? true : null, because, refused };
}

/** Registers that the host would not list any more once the ID registers hold what they hold in the VM: id → the ID register. */
function hiddenBy({ shape }: HostProfile, registers: State['registers']): ReadonlyMap<string, string> {
  const held = new Map(registers.map(({ id, values }) => [formatRegisterId(id), values[0]]));
  const rows = (shape?.lowest ?? []).filter(({ id, msb, lsb, value }) => {
    const mask = maskOf([[msb, lsb]]);
    return (((held.get(id) ?? ~BigInt(value)) ^ BigInt(value)) & mask) === 0n;
  });
  return new Map(rows.flatMap(({ id, lost }) => lost.map((one) => [one, id] as const)));
}

function gone(by: string): Foretold {
  return { kind: 'refused', errno: 'ENOENT', mask: 0n, because: `not listed there once ${by} is written` };
}

function ofRegister({ shape, early }: HostProfile, { id, value }: { id: RegisterId; value: bigint }): Foretold[] {
  if (shape === undefined) return [];
  if (formatRegisterId(id) === SVE_VLS) return ofLengths({ shape, early }, value);
  const moving = volatileBits(id)?.mask ?? 0n;
  const told = foretell(shape, { id, value }).filter(
    ({ mask, kind }) => kind !== 'refused' || mask === 0n || (mask & ~moving) !== 0n,
  );
  // A shape that differs in one feature was not tried with vector registers again: they behave the same in all.
  const isWide = (sizeInBytes(id) ?? 0) > 16;
  return isWide ? told.filter(({ kind }) => kind !== 'unknown') : told;
}

/** KVM_REG_ARM64_SVE_VLS, which a restore writes before KVM_ARM_VCPU_FINALIZE. */
const SVE_VLS = '0x606000000015ffff';

function ofLengths(
  { shape, early }: Required<Pick<HostProfile, 'early'>> & { shape: ProbedShape },
  mask: bigint,
): Foretold[] {
  if (!shape.listed.includes(SVE_VLS)) return [{ kind: 'refused', errno: 'ENOENT', mask, because: 'not listed there' }];
  const fresh = shape.registers.find(({ id }) => id === SVE_VLS)?.value;
  const outcome = fresh === hex(mask) ? '=' : early.find(({ value }) => value === hex(mask))?.outcome;
  const lengths = `the vector lengths ${hex(mask)} were`;
  if (outcome === '=') return [];
  if (outcome === undefined) return [{ kind: 'unknown', mask, because: `${lengths} not tried` }];
  return [{ kind: 'refused', errno: outcome, mask, because: `${lengths} refused with ${outcome}` }];
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join() === b.toSorted().join();
}
