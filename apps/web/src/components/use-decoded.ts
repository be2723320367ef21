import type { Catalogue, Known, RegisterId } from '@regscope/registers';
import { useMemo } from 'react';
import type { StripField } from './bit-strip.tsx';
import { decodeValue, nothingDecoded, type DecodedValue } from './decode-value.ts';
import { stripFields } from './field-bits.ts';
import { useLit, type Lit } from './use-lit.ts';

type Wanted = {
  catalogue: Catalogue | undefined;
  known: Known | undefined;
  id: RegisterId | undefined;
  value: bigint | undefined;
};

/** A value taken apart, as the strip and the rows draw it, and what is pointed at in either. */
export function useDecoded({ catalogue, known, id, value }: Wanted): {
  decoded: DecodedValue;
  fields: readonly StripField[];
  lit: Lit;
} {
  const decoded = useMemo(() => {
    if (catalogue === undefined || known === undefined || id === undefined || value === undefined)
      return nothingDecoded;
    return decodeValue(catalogue, { id, value, known });
  }, [catalogue, known, id, value]);
  const fields = useMemo(() => stripFields(decoded.rows), [decoded]);
  return { decoded, fields, lit: useLit(decoded.rows) };
}
