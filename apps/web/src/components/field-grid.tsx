import type { RegisterRow } from '@regscope/contract';
import type { FieldRow } from '@regscope/registers';
import { useState, type KeyboardEvent } from 'react';
import type { FieldEditing } from './field-editing.ts';
import { keyOf } from './field-bits.ts';
import { FieldGridRow } from './field-grid-row.tsx';
import type { Radix } from './format-value.ts';
import type { Lit } from './use-lit.ts';
import styles from './field-grid.module.css';

export type FieldScopes = RegisterRow['scope']['fields'];

type FieldGridProps = {
  label: string;
  rows: readonly FieldRow[];
  /** `none`: there is no value yet, the rows only say what fields there are. */
  radix: Radix | 'none';
  lit: Lit;
  /** Bits in which this value is not like the others. */
  marks?: bigint;
  /** Whose each field is, by name: of a mixed register. Without any there is no such column. */
  scopes?: FieldScopes;
  /** Without it the fields are only shown. */
  editing?: FieldEditing | undefined;
};

/** Fields from the highest bit to the lowest. One row is in the tab order, arrows go from row to row, c copies, F2 edits. */
export function FieldGrid({ label, rows, radix, lit, marks = 0n, scopes = {}, editing }: FieldGridProps) {
  const [cursor, setCursor] = useState<string>();
  const isMixed = Object.keys(scopes).length > 0;
  const current = rows.some((row) => keyOf(row) === cursor)
    ? cursor
    : rows[0] === undefined
      ? undefined
      : keyOf(rows[0]);
  return (
    <table
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- its rows take the focus: that makes it a grid
      role="grid"
      aria-label={label}
      className={styles.grid}
      onKeyDown={moveByKey}
      onPointerLeave={() => lit.pointAtField(undefined)}
    >
      <thead>
        <tr>
          <th scope="col">Bits</th>
          <th scope="col">Field</th>
          {isMixed && <th scope="col">Scope</th>}
          <th scope="col">{radix === 'none' ? '' : 'Value'}</th>
          <th scope="col">{radix === 'none' ? 'Feature' : 'Meaning'}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = keyOf(row);
          return (
            <FieldGridRow
              key={key}
              row={row}
              radix={radix}
              marks={marks}
              scope={isMixed ? (scopes[row.name] ?? 'none') : undefined}
              isLit={lit.key === key}
              tab={current === key ? 0 : -1}
              editing={editing}
              onPoint={(state) => lit.pointAtField(state === 'left' ? undefined : key)}
              onFocus={() => setCursor(key)}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** Arrows, Home and End lead from row to row. */
function moveByKey(event: KeyboardEvent<HTMLTableElement>) {
  // In a list or a text these keys are the editor's own.
  if (event.target instanceof HTMLElement && event.target.matches('select, input[type=text]')) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody tr')];
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
  const line = next === undefined ? undefined : lines[Math.max(0, Math.min(lines.length - 1, next))];
  if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  line.focus();
}
