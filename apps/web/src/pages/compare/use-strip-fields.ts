import { decodeFields, registerId, type Catalogue, type Known } from '@regscope/registers';
import type { VmComparison } from '@regscope/contract';
import { useMemo } from 'react';
import type { StripField } from '../../components/bit-strip.tsx';
import { stripFields } from '../../components/field-bits.ts';

/** Which bits are a field seldom depends on anything; of sides that are not alike nothing can be said either way. */
const nothingKnown: Known = { field: () => undefined, feature: () => 'unknown' };

/** The boundaries of all fields of a register; none until the catalogue is there. */
export function useStripFields(
  catalogue: Catalogue | undefined,
  { id, values }: VmComparison['differences'][number],
): readonly StripField[] {
  return useMemo(() => {
    const details = catalogue?.details(registerId(BigInt(id)));
    const value = values.flatMap((all) => all ?? []).find((one) => one !== null);
    if (details === undefined || value === undefined || value === null) return [];
    return stripFields(decodeFields(details, BigInt(value), nothingKnown));
  }, [catalogue, id, values]);
}
