import type { RegisterId } from '@regscope/registers';
import type { Held } from '../restore/forecast.ts';
import type { Shape } from '../restore/target.ts';
import type { Amendment } from './finding.ts';

/** What a VM would hold after some changes: with what its own host hides then, where that was probed. */
export function amended(registers: readonly Held[], amendments: readonly Amendment[], source?: Shape): Held[] {
  const gone = new Set<RegisterId>();
  const changed = registers.map(({ id, values }) => ({
    id,
    values: values.map((value) =>
      value === null
        ? null
        : withAll(
            value,
            amendments.filter((one) => one.id === id),
          ),
    ),
  }));
  for (const { id, values } of changed)
    for (const { mask, bits, lost } of source?.hiding.get(id) ?? [])
      if (((values[0] ?? ~bits) & mask) === bits && amendments.some((one) => one.id === id && (one.mask & mask) !== 0n))
        for (const one of lost) gone.add(one);
  return changed.filter(({ id }) => !gone.has(id));
}

function withAll(value: bigint, amendments: readonly Amendment[]): bigint {
  return amendments.reduce((bits, one) => (bits & ~one.mask) | (one.value & one.mask), value);
}
