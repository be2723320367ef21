// Whether a host would take the registers of a VM, by what was probed there. Registers only: memory, devices and the rest are not looked at.
import type { Capture, ProbedShape } from '@regscope/captures';
import { volatileBits } from '@regscope/catalogs';
import { formatRegisterId, hex, sizeInBytes, type RegisterId } from '@regscope/registers';
import { foretell, type Foretold } from './foretell.ts';

/** What a VM holds. `values` of a register are those of its vCPUs, each once. */
export type State = {
  features: readonly string[];
  registers: readonly { id: RegisterId; values: readonly bigint[] }[];
};

/** `loads` is null where nothing can be told; `because` says why then. `refused` holds what speaks against it. */
export type Taking = { loads: boolean | null; because: string; refused: (Foretold & { id: RegisterId })[] };

export function wouldTake({ host, probe }: Pick<Capture, 'host' | 'probe'>, { features, registers }: State): Taking {
  const lacking = features.filter((name) => !host.offered.includes(name));
  if (lacking.length > 0) return { loads: false, because: `does not offer ${lacking.join(', ')}`, refused: [] };
  const shape = probe?.shapes.find((one) => isSameSet(one.features, features));
  if (probe === null || shape === undefined) return untold(probe, features);
  const told = registers.flatMap(({ id, values }) =>
    values.flatMap((value) => ofRegister({ shape, probe }, { id, value }).map((one) => ({ ...one, id }))),
  );
  const refused = told.filter(({ kind }) => kind === 'refused');
  if (refused.length > 0) return { loads: false, because: '', refused };
  const open = told.filter(({ kind }) => kind === 'unknown');
  const because = open.length === 0 ? '' : `${open.length} registers were not probed there: try it`;
  return { loads: because === '' ? true : null, because, refused };
}

/** A choice of features that no VM was probed with, though all of them are offered. */
function untold(probe: Capture['probe'], features: readonly string[]): Taking {
  const refusal = probe?.unmakeable.find((one) => isSameSet(one.features, features));
  if (refusal !== undefined)
    return { loads: false, because: `no VM with these features is made there: ${refusal.because}`, refused: [] };
  const because =
    probe === null
      ? 'nothing was probed there'
      : `no VM with just the features ${features.join(', ')} was probed there`;
  return { loads: null, because, refused: [] };
}

type Profile = { shape: ProbedShape; probe: NonNullable<Capture['probe']> };

function ofRegister({ shape, probe }: Profile, { id, value }: { id: RegisterId; value: bigint }): Foretold[] {
  if (formatRegisterId(id) === SVE_VLS) return ofLengths({ shape, probe }, value);
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

function ofLengths({ shape, probe }: Profile, value: bigint): Foretold[] {
  const lists = shape.listed.includes(SVE_VLS);
  if (!lists) return [{ kind: 'refused', errno: 'ENOENT', mask: value, because: 'not listed there' }];
  const text = hex(value);
  const fresh = shape.registers.find(({ id }) => id === SVE_VLS)?.value;
  const outcome =
    fresh === text ? '=' : probe.shapes.flatMap(({ early }) => early).find((one) => one.value === text)?.outcome;
  if (outcome === '=') return [];
  if (outcome === undefined)
    return [{ kind: 'unknown', mask: value, because: `the vector lengths ${text} were not tried` }];
  return [
    {
      kind: 'refused',
      errno: outcome,
      mask: value,
      because: `the vector lengths ${text} were refused with ${outcome}`,
    },
  ];
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join() === b.toSorted().join();
}
