// Registers that only some of the hosts list, and whether a VM of the baseline still has them.
import type { RegisterId } from '@regscope/registers';
import type { Shape } from '../restore/target.ts';

/**
 * Hosts by their number. `hiddenBy`: the ID register of which a value hides it, with the bits that do, where a probe knows. `gone`: a VM of
 * the baseline has it nowhere.
 */
export type Lacking = {
  id: RegisterId;
  lackedBy: number[];
  hiddenBy: { id: RegisterId; mask: bigint; bits: bigint } | undefined;
  gone: boolean;
};

/** `states`: what a fresh VM of the baseline holds on each. */
export function lackingIn(shapes: readonly Shape[], states: readonly ReadonlyMap<RegisterId, bigint>[]): Lacking[] {
  return partlyListed(shapes).map((id) => ({
    id,
    lackedBy: shapes.flatMap((shape, at) => (shape.lists(id) ? [] : [at])),
    hiddenBy: hiderOf(id, shapes),
    gone: !states.some((state) => state.has(id)),
  }));
}

function partlyListed(shapes: readonly Shape[]): RegisterId[] {
  const all = new Set(shapes.flatMap(({ listed }) => listed));
  return [...all].filter((id) => !shapes.every((shape) => shape.lists(id)));
}

function hiderOf(id: RegisterId, shapes: readonly Shape[]): Lacking['hiddenBy'] {
  for (const { hiding } of shapes)
    for (const [by, rows] of hiding)
      for (const { mask, bits, lost } of rows) if (lost.includes(id)) return { id: by, mask, bits };
  return undefined;
}
