import { hex, widthOf, type FieldRow } from '@regscope/registers';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { FieldEditing } from './field-editing.ts';
import { FieldEditor } from './field-editor.tsx';
import { formatField, shortenHex, type Radix } from './format-value.ts';
import styles from './field-grid.module.css';

type FieldValueProps = {
  row: FieldRow;
  radix: Radix;
  differs: boolean;
  tab: 0 | -1;
  editing: FieldEditing | undefined;
};

/** What a field holds, what it is to become, and the control for that where there is one. */
export function FieldValue({ row, radix, differs, tab, editing }: FieldValueProps) {
  const text = formatField(row.value, { radix, width: widthOf(row.segs) });
  const held = editing?.heldOf(row);
  return (
    <>
      {held !== undefined && (
        <span className={styles.held}>
          <span className="hidden-text">staged, holds </span>
          {shortenHex(formatField(held.value, { radix, width: widthOf(held.segs) }), SHORT)} <Icon name="arrow" />
        </span>
      )}
      {editing === undefined ? (
        <span className={styles.digits} title={text.length > LONG ? text : undefined}>
          {shortenHex(text, LONG)}
        </span>
      ) : (
        <FieldEditor row={row} radix={radix} editing={editing} tab={tab} />
      )}
      {differs && (
        <span className={styles.differs} title="Not the same on all vCPUs">
          <Icon name="differs" />
          <span className="hidden-text"> differs between vCPUs</span>
        </span>
      )}
      {held !== undefined && editing !== undefined && (
        <button
          type="button"
          className={styles.drop}
          tabIndex={tab}
          title={`Drop the change of ${row.name}`}
          aria-label={`Drop the change of ${row.name}`}
          onClick={({ currentTarget }) => {
            currentTarget.closest('tr')?.focus();
            editing.onDrop(row);
          }}
        >
          <Icon name="cross" />
        </button>
      )}
      <span className={styles.copy}>
        <CopyButton text={radix === 'hex' ? hex(row.value) : text} what={`the value of ${row.name}`} tabIndex={tab} />
      </span>
    </>
  );
}

/** Room for 64 bits in binary. A field of a vector is shown by its ends, and copied whole. */
const LONG = 66;
const SHORT = 20;
