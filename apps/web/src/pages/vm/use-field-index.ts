import type { Catalogue } from '@regscope/registers';
import { useEffect } from 'react';
import { whenIdle } from '../../api/use-catalogue.ts';
import { fieldIndex, noFields, type FieldIndex } from './field-index.ts';
import type { TableRow } from './row-model.ts';

const AT_ONCE = 24;

/** What fields find registers by, made ready a few registers at a time while the browser is idle. */
export function useFieldIndex(catalogue: Catalogue | undefined, rows: readonly TableRow[]): FieldIndex {
  const fields = catalogue === undefined ? noFields : fieldIndex(catalogue);
  useEffect(() => prepare(fields, rows), [fields, rows]);
  return fields;
}

function prepare(fields: FieldIndex, rows: readonly TableRow[]): () => void {
  if (fields === noFields) return () => undefined;
  let next = 0;
  let callOff = whenIdle(some);
  return () => callOff();

  function some() {
    for (const { row } of rows.slice(next, next + AT_ONCE)) fields.prepare(row.id);
    next += AT_ONCE;
    if (next < rows.length) callOff = whenIdle(some);
  }
}
