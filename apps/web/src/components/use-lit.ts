import type { FieldRow } from '@regscope/registers';
import { useState } from 'react';
import { fieldAt, keyOf, maskOf } from './field-bits.ts';

export type Lit = {
  /** The field that is pointed at, by its key. */
  key: string | undefined;
  mask: bigint;
  pointAtField: (key: string | undefined) => void;
  pointAtBit: (bit: number | undefined) => void;
};

/** What is pointed at, in the strip or in the rows, is lit in both. */
export function useLit(rows: readonly FieldRow[]): Lit {
  const [key, setKey] = useState<string>();
  const row = key === undefined ? undefined : rows.find((one) => keyOf(one) === key);
  const pointAtBit = (bit: number | undefined) => {
    const found = bit === undefined ? undefined : fieldAt(rows, bit);
    setKey(found === undefined ? undefined : keyOf(found));
  };
  return { key, mask: row === undefined ? 0n : maskOf(row.segs), pointAtField: setKey, pointAtBit };
}
