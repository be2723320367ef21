import { useClipboard } from '@mantine/hooks';
import { hex, isUnexpected, widthOf, type FieldRow } from '@regscope/registers';
import { Link } from '@tanstack/react-router';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { dependence } from './decode-value.ts';
import { bitsText, keyOf, maskOf } from './field-bits.ts';
import { formatField, shortenHex, type Radix } from './format-value.ts';
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
  onPoint: (state: 'at' | 'left') => void;
  onFocus: () => void;
};

/** One field. What can be pressed within it is in the tab order only while the row is. */
export function FieldGridRow({ row, radix, marks, scope, isLit, tab, onPoint, onFocus }: FieldGridRowProps) {
  const { copy } = useClipboard();
  const { name, segs, value, meaning, feature, kind } = row;
  const text = radix === 'none' ? '' : formatField(value, { radix, width: widthOf(segs) });
  const looks = [isLit && styles.litRow, isReservedLook(row) && styles.reservedRow].filter(Boolean).join(' ');
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
        if (event.key !== 'c' || event.ctrlKey || event.metaKey || radix === 'none') return;
        event.preventDefault();
        copy(text);
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
          <>
            <span className={styles.digits} title={text.length > LONG ? text : undefined}>
              {shortenHex(text, LONG)}
            </span>
            {(marks & maskOf(segs)) !== 0n && (
              <span className={styles.differs} title="Not the same on all vCPUs">
                <Icon name="differs" />
                <span className="hidden-text"> differs between vCPUs</span>
              </span>
            )}
            <span className={styles.copy}>
              <CopyButton text={radix === 'hex' ? hex(value) : text} what={`the value of ${name}`} tabIndex={tab} />
            </span>
          </>
        )}
      </td>
      <td className={styles.meaning}>
        {radix !== 'none' && meaning !== '' && (
          <span className={isOdd ? styles.odd : ''}>
            {isOdd && <Icon name="warning" />} {meaning}
          </span>
        )}{' '}
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

/** Room for 64 bits in binary. A field of a vector is shown by its ends, and copied whole. */
const LONG = 66;

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
