import { useId, useState, type KeyboardEvent } from 'react';
import type { Catalogue } from '@regscope/registers';
import { suggest } from './suggest.ts';
import styles from './decode.module.css';

type RegisterInputProps = { text: string; catalogues: readonly Catalogue[]; onChoose: (text: string) => void };

/** Takes an id, an encoding or a name, and suggests names while one is typed. */
export function RegisterInput({ text, catalogues, onChoose }: RegisterInputProps) {
  const list = useId();
  const [draft, setDraft] = useState<string>();
  const [at, setAt] = useState(-1);
  const found = draft === undefined ? [] : suggest(draft, catalogues);
  const option = (index: number) => `${list}-${index}`;

  const choose = (wanted: string) => {
    setDraft(undefined);
    setAt(-1);
    onChoose(wanted.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0)
      setAt((at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length);
    else if (event.key === 'Enter') choose(found[at]?.text ?? draft ?? text);
    else if (event.key === 'Escape' && draft !== undefined) setDraft(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.combo}>
      <input
        role="combobox"
        aria-label="Id, encoding or name"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        {...(at < 0 ? {} : { 'aria-activedescendant': option(at) })}
        className={styles.input}
        value={draft ?? text}
        placeholder="ID_AA64PFR0_EL1, 3,0,0,4,0 or 0x…"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setDraft(event.target.value);
          setAt(-1);
        }}
        onBlur={() => {
          if (draft !== undefined) choose(draft);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label="Registers" className={styles.list} hidden={found.length === 0}>
        {found.map(({ id, name, title, arch, text: wanted }, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input holds the keyboard, and tells which is active
          <div
            key={id}
            id={option(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.option}
            // Before the input loses the focus, which would take what was typed.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(wanted)}
          >
            <span className="mono">{name}</span> <span className={styles.optionTitle}>{title}</span>{' '}
            <span className="faint">{arch}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
