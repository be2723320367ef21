import { fieldTooWide, hex, widthOf, type FieldRow } from '@regscope/registers';
import { useState, type KeyboardEvent } from 'react';
import { choicesOf, editorKind, leaveEditor, type FieldEditing } from './field-editing.ts';
import { formatField, type Radix } from './format-value.ts';
import { TypedEditor } from './typed-editor.tsx';
import styles from './field-editor.module.css';

type FieldEditorProps = { row: FieldRow; radix: Radix; editing: FieldEditing; tab: 0 | -1 };

/** The control of one field: a checkbox for a bit, a list where the values have names, else a text. */
export function FieldEditor({ row, radix, editing, tab }: FieldEditorProps) {
  const [isTyping, setTyping] = useState(false);
  const kind = isTyping ? 'text' : editorKind(row);
  const stage = (bits: bigint) => editing.onStage(row, bits);
  if (kind === 'switch') return <BitEditor row={row} radix={radix} editing={editing} tab={tab} />;
  if (kind === 'choice')
    return <ChoiceEditor row={row} radix={radix} editing={editing} tab={tab} onType={() => setTyping(true)} />;
  return (
    <TypedEditor
      // What was typed for another value is no draft of this one.
      key={hex(row.value)}
      label={`Value of ${row.name}`}
      text={formatField(row.value, { radix, width: widthOf(row.segs) })}
      problemOf={(value) => fieldTooWide(row, value)}
      {...disabledBy(editing)}
      tab={tab}
      isOpen={isTyping}
      onCommit={stage}
      onDone={() => setTyping(false)}
      onLeave={(editor) => {
        leaveEditor(editor);
        setTyping(false);
      }}
    />
  );
}

function BitEditor({ row, radix, editing, tab }: FieldEditorProps) {
  const isOff = editing.because !== '';
  return (
    <label className={styles.bit} title={isOff ? editing.because : undefined}>
      <input
        type="checkbox"
        data-editor
        aria-label={row.name}
        tabIndex={tab}
        checked={row.value === 1n}
        {...described(editing)}
        onChange={() => {
          if (!isOff) editing.onStage(row, row.value ^ 1n);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') leave(event);
        }}
      />
      {formatField(row.value, { radix, width: 1 })}
    </label>
  );
}

const TYPE = 'type';

function ChoiceEditor({ row, radix, editing, tab, onType }: FieldEditorProps & { onType: () => void }) {
  const isOff = editing.because !== '';
  const textOf = (value: bigint) => formatField(value, { radix, width: widthOf(row.segs) });
  return (
    <select
      data-editor
      aria-label={`Value of ${row.name}`}
      className={styles.choice}
      // As wide as the number, and the arrow where there is one: the meaning stands beside it.
      style={{ width: `${textOf(row.value).length + (isOff ? 0.6 : 4)}ch` }}
      title={isOff ? editing.because : row.meaning}
      tabIndex={tab}
      value={hex(row.value)}
      {...described(editing)}
      onMouseDown={(event) => {
        if (isOff) event.preventDefault();
      }}
      onChange={({ target: { value } }) => {
        if (isOff) return;
        if (value === TYPE) onType();
        else editing.onStage(row, BigInt(value));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === 'Escape') leave(event);
        else if (isOff && event.key !== 'Tab') event.preventDefault();
      }}
    >
      {choicesOf(row).map(({ value, meaning }) => (
        <option key={hex(value)} value={hex(value)}>
          {textOf(value)} {meaning}
        </option>
      ))}
      <option value={TYPE}>another value…</option>
    </select>
  );
}

function leave(event: KeyboardEvent<HTMLElement>) {
  event.preventDefault();
  event.stopPropagation();
  leaveEditor(event.currentTarget);
}

/** A control that cannot be used stays where Tab finds it, so that its reason can be read and heard. */
function described({ because, reasonId }: FieldEditing) {
  return because === '' ? {} : { 'aria-disabled': true, 'aria-describedby': reasonId };
}

function disabledBy({ because, reasonId }: FieldEditing) {
  return because === '' ? {} : { disabled: { because, reasonId } };
}
