import { useId, useState, type Ref } from 'react';
import styles from './audit.module.css';

type FilterTextProps = {
  ref?: Ref<HTMLInputElement>;
  label: string;
  value: string;
  placeholder?: string;
  keys?: string;
  /** Why this text filters nothing. */
  problem?: (text: string) => string | undefined;
  onChange: (text: string) => void;
};

/** A text that counts when it is done, by Enter or by leaving it: half a name would find nothing. */
export function FilterText({ ref, label, value, placeholder, keys, problem, onChange }: FilterTextProps) {
  const [typed, setTyped] = useState<string>();
  const note = useId();
  const text = typed ?? value;
  const wrong = text === '' ? undefined : problem?.(text);
  const done = (next: string) => {
    if (next !== '' && problem?.(next) !== undefined) return;
    setTyped(undefined);
    if (next !== value) onChange(next.trim());
  };
  return (
    <label className={styles.filter}>
      {label}
      <input
        {...(ref === undefined ? {} : { ref })}
        type="search"
        className="mono"
        size={label === 'Who' ? 12 : 22}
        spellCheck={false}
        placeholder={placeholder}
        aria-keyshortcuts={keys}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : note}
        title={wrong ?? 'Enter filters, Esc clears'}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => done(text)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done(text);
          if (event.key === 'Escape') done('');
        }}
      />
      {wrong !== undefined && (
        <span id={note} className="hidden-text">
          {wrong}
        </span>
      )}
    </label>
  );
}
