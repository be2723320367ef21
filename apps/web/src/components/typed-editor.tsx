import { useId, useRef, useState } from 'react';
import { sentence } from '../ui/sentence.ts';
import { parseValue } from './parse-value.ts';
import styles from './field-editor.module.css';

type TypedEditorProps = {
  label: string;
  /** What it holds, in the notation of the page. */
  text: string;
  /** Why a number cannot be taken. */
  problemOf: (value: bigint) => string | undefined;
  disabled?: { because: string; reasonId: string };
  tab?: 0 | -1;
  /** The keyboard goes into it as soon as it is there. */
  isOpen?: boolean;
  onCommit: (value: bigint) => void;
  /** Enter or Esc: the keyboard goes back to where it came from. */
  onLeave: (editor: HTMLInputElement) => void;
  /** The keyboard went elsewhere, and what was typed is taken. */
  onDone?: () => void;
};

/** A number that is typed: 0x…, 0b… or decimal. Enter takes it, Esc does not, and what cannot be taken says why. */
export function TypedEditor(props: TypedEditorProps) {
  const { label, text, problemOf, disabled, tab = 0, isOpen = false, onCommit, onLeave, onDone } = props;
  const problem = useId();
  const editor = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string>();
  const [because, setBecause] = useState('');
  const isCancelled = useRef(false);
  const commit = (): boolean => {
    if (draft === undefined || draft === text) return true;
    const found = read(draft, problemOf);
    if (typeof found === 'string') {
      setBecause(found);
      return false;
    }
    setDraft(undefined);
    onCommit(found);
    return true;
  };
  const end = (how: 'commit' | 'cancel') => {
    if (how === 'commit' && !commit()) return;
    isCancelled.current = true;
    setDraft(undefined);
    setBecause('');
    if (editor.current !== null) onLeave(editor.current);
  };
  const describedBy = disabled?.reasonId ?? (because === '' ? undefined : problem);
  return (
    <>
      <input
        ref={editor}
        type="text"
        data-editor
        aria-label={label}
        aria-describedby={describedBy}
        aria-disabled={disabled !== undefined}
        aria-invalid={because !== ''}
        readOnly={disabled !== undefined}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens where somebody asked to type
        autoFocus={isOpen}
        className={styles.typed}
        style={{ width: `${Math.max(4, Math.min(LONGEST, (draft ?? text).length + 2))}ch` }}
        title={disabled?.because ?? '0x…, 0b… or decimal; Enter stages it, Esc does not'}
        tabIndex={tab}
        autoComplete="off"
        spellCheck={false}
        value={draft ?? text}
        onFocus={({ currentTarget }) => {
          isCancelled.current = false;
          if (isOpen) currentTarget.select();
        }}
        onChange={(event) => {
          setDraft(event.target.value);
          setBecause('');
        }}
        onBlur={() => {
          if (!isCancelled.current && commit()) onDone?.();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          end(event.key === 'Enter' ? 'commit' : 'cancel');
        }}
      />
      <span id={problem} role="alert" className={styles.problem}>
        {because}
      </span>
    </>
  );
}

/** Room for 64 bits in hexadecimal with a blank between; longer ones scroll. */
const LONGEST = 26;

function read(draft: string, problemOf: (value: bigint) => string | undefined): bigint | string {
  const typed = parseValue(draft);
  if (typed.kind === 'none') return 'Nothing is typed.';
  if (typed.kind === 'bad') return typed.because;
  const problem = problemOf(typed.value);
  return problem === undefined ? typed.value : sentence(problem);
}
