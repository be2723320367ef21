import { useClipboard } from '@mantine/hooks';
import { isUnexpected, widthOf, type FieldRow } from '@regscope/registers';
import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { dependence } from './decode-value.ts';
import { bitsText, keyOf, maskOf } from './field-bits.ts';
import { enterEditor, type FieldEditing } from './field-editing.ts';
import { FieldValue } from './field-value.tsx';
import { formatField, type Radix } from './format-value.ts';
import { ScopeBadge } from './scope-badge.tsx';
import type { ScopeKind } from './writable.ts';
import styles from './field-grid.module.css';

type FieldGridRowProps = {
  row: FieldRow;
  radix: Radix | 'none';
  marks: bigint;
  /** Whose the field is, `none` for a reserved one; undefined where all fields are of the same scope. */
  scope: ScopeKind | 'none' | undefined;
  isLit: boolean;
  tab: 0 | -1;
  editing: FieldEditing | undefined;
  onPoint: (state: 'at' | 'left') => void;
  onFocus: () => void;
};

/** One field. What can be pressed within it is in the tab order only while the row is. */
export function FieldGridRow({ row, radix, marks, scope, isLit, tab, editing, onPoint, onFocus }: FieldGridRowProps) {
  const { copy } = useClipboard();
  const { name, segs, value, meaning, feature, kind } = row;
  const text = radix === 'none' ? '' : formatField(value, { radix, width: widthOf(segs) });
  const held = editing?.heldOf(row);
  const looks = [
    isLit && styles.litRow,
    held !== undefined && styles.stagedRow,
    isReservedLook(row) && styles.reservedRow,
  ]
    .filter(Boolean)
    .join(' ');
  const isOdd = radix !== 'none' && meaning !== '' && isUnexpected(kind, { value, width: widthOf(segs) });
  return (
    <tr
      tabIndex={tab}
      data-field={keyOf(row)}
      aria-selected={isLit}
      className={looks}
      onPointerEnter={() => onPoint('at')}
      onFocus={() => {
        onFocus();
        onPoint('at');
      }}
      onBlur={() => onPoint('left')}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || radix === 'none' || event.target !== event.currentTarget)
          return;
        if (event.key === 'c') copy(text);
        else if (event.key === 'Delete' && held !== undefined) editing?.onDrop(row);
        else if (event.key !== 'F2' || !enterEditor(event.currentTarget)) return;
        event.preventDefault();
      }}
    >
      <td className={styles.bits}>{bitsText(segs)}</td>
      <th scope="row" className={styles.name}>
        {name}
      </th>
      {scope !== undefined && (
        <td className={styles.scope}>{scope !== 'none' && <ScopeBadge kind={scope} evidence={null} />}</td>
      )}
      <td className={styles.value}>
        {radix !== 'none' && (
          <FieldValue row={row} radix={radix} differs={(marks & maskOf(segs)) !== 0n} tab={tab} editing={editing} />
        )}
      </td>
      <td className={styles.meaning}>
        {radix !== 'none' && meaning !== '' && (
          <span className={isOdd ? styles.odd : ''}>
            {isOdd && <Icon name="warning" />} {meaning}
          </span>
        )}{' '}
        {held !== undefined && held.meaning !== '' && <span className={styles.was}>instead of {held.meaning}</span>}{' '}
        <Dependence row={row} />{' '}
        {feature !== null && (
          <Link to="/features" search={{ q: feature }} tabIndex={tab} className={styles.feature}>
            {feature}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Dependence({ row }: { row: FieldRow }) {
  const text = dependence(row);
  if (text === '') return null;
  return (
    <span className={styles.depends} title={`Not known here: ${row.dependsOn.join(', ')}`}>
      {text}
    </span>
  );
}

function isReservedLook({ kind }: FieldRow): boolean {
  return kind !== 'raw' && kind !== 'enum' && kind !== 'impdef';
}
