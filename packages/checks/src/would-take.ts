// Whether a host would take the registers of a VM, by what was probed there. Registers only: memory, devices and the rest are not looked at.
import type { Foretold } from './foretell.ts';
import { forecastRestore, type Held } from './restore/forecast.ts';
import type { Target } from './restore/target.ts';
import type { RegisterId } from '@regscope/registers';

/** What a VM holds: a value per vCPU, or each value once. */
export type State = { features: readonly string[]; registers: readonly Held[] };

/** `loads` is null where nothing can be told; `because` says why then. `refused` holds what speaks against it. */
export type Taking = { loads: boolean | null; because: string; refused: (Foretold & { id: RegisterId })[] };

export function wouldTake({ lacking, makes, because, shape }: Target, registers: State['registers']): Taking {
  if (lacking.length > 0) return { loads: false, because: `does not offer ${lacking.join(', ')}`, refused: [] };
  if (shape === undefined) return { loads: makes, because, refused: [] };
  // What is listed and refused in no bits holds the value already.
  const told = forecastRestore(shape, registers, 'kvm').writes.flatMap(({ id, listed, hiddenBy, told: rows }) =>
    rows.flatMap((row) => (row.mask === 0n && listed && hiddenBy === undefined ? [] : [{ ...row, id }])),
  );
  const refused = told.filter(({ kind }) => kind === 'refused');
  if (refused.length > 0) return { loads: false, because: '', refused };
  const open = told.filter(({ kind }) => kind === 'unknown').length;
  if (open === 0) return { loads: true, because: '', refused };
  return { loads: null, because: `${open} registers were not probed there: try it`, refused };
}
