// What a VM of the baseline holds on one of its hosts, once the baseline was written to a fresh VM there.
import type { RegisterId } from '@regscope/registers';
import { forecastRestore } from '../restore/forecast.ts';
import type { Shape } from '../restore/target.ts';
import type { SettledRegister } from './settle.ts';

export type BaselineValues = ReadonlyMap<RegisterId, { value: bigint; mask: bigint }>;

export function baselineValues(registers: readonly SettledRegister[]): BaselineValues {
  return new Map(registers.map(({ id, value, mask }) => [id, { value, mask }]));
}

/** Registers that an ID register of the baseline hides are not among them. Bits that the baseline leaves open are the host's. */
export function freshState(shape: Shape, values: BaselineValues): ReadonlyMap<RegisterId, bigint> {
  const wanted = [...values].flatMap(([id, settled]) => {
    const own = shape.fresh.get(id);
    return own === undefined ? [] : [{ id, values: [withBaseline(own, settled)] }];
  });
  const { writes, defaults, hidden } = forecastRestore(shape, wanted, 'kvm');
  const state = new Map(
    [...wanted, ...defaults.map(({ id, value }) => ({ id, values: [value] }))].map(({ id, values: [value] }) => [
      id,
      value ?? 0n,
    ]),
  );
  for (const { id, value, got } of writes) state.set(id, got ?? value);
  for (const { id } of [...hidden, ...writes.filter(({ hiddenBy }) => hiddenBy !== undefined)]) state.delete(id);
  return state;
}

function withBaseline(own: bigint, { value, mask }: { value: bigint; mask: bigint }): bigint {
  return (own & ~mask) | (value & mask);
}
