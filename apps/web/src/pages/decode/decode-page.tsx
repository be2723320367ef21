import { findAnyRegister } from '@regscope/registers';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { CatalogueWait } from '../../components/catalogue-wait.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DecodeHelp } from './decode-help.tsx';
import { Decoding } from './decoding.tsx';
import { RegisterInput } from './register-input.tsx';
import { useCatalogues } from './use-catalogues.ts';
import styles from './decode.module.css';

/** A calculator for registers: in the browser alone, without a VM; what it shows stands in the address, so that it can be sent. */
export function DecodePage() {
  const { text = '', value = '' } = useParams({ strict: false });
  const go = useGo();
  const [draft, setDraft] = useState<string>();
  const known = useCatalogues();
  const id = text === '' ? undefined : findAnyRegister(text, known.catalogues);
  const change = (next: string) => go({ text, value: next }, 'replace');
  return (
    <div className={styles.page}>
      <h1>Decode</h1>
      <div className={styles.form}>
        <div>
          <span className={styles.label}>Register</span>
          <RegisterInput
            text={text}
            catalogues={known.catalogues}
            onChoose={(next) => next !== text && go({ text: next, value: draft?.trim() ?? value }, 'push')}
          />
        </div>
        <label className={styles.valueLabel}>
          <span className={styles.label}>Value</span>
          <input
            aria-label="Value"
            className={styles.input}
            value={draft ?? value}
            placeholder="0x…, 31 or 0b11111"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setDraft(event.target.value);
              if (text !== '') change(event.target.value.trim());
            }}
            // A value that was typed first waits for its register.
            onBlur={() => text !== '' && setDraft(undefined)}
          />
        </label>
      </div>
      {text === '' && <DecodeHelp />}
      {text !== '' && id === undefined && known.isLoading && <CatalogueWait state={known} />}
      {text !== '' && id === undefined && !known.isLoading && (
        <>
          <CatalogueWait state={known} />
          <EmptyState title={`“${text}” is no register id, encoding or known name.`}>
            <span>
              An id has at most 64 bits and starts with <code>0x</code>; an encoding has five numbers: op0 0–3, op1 0–7,
              CRn 0–15, CRm 0–15, op2 0–7. Names are suggested while you type.
            </span>
          </EmptyState>
        </>
      )}
      {id !== undefined && <Decoding key={id} id={id} text={value} onChange={change} />}
    </div>
  );
}

function useGo() {
  const navigate = useNavigate();
  return ({ text, value }: { text: string; value: string }, how: 'push' | 'replace') => {
    const replace = how === 'replace';
    if (text === '') void navigate({ to: '/decode', replace });
    else if (value === '') void navigate({ to: '/decode/$text', params: { text }, replace });
    else void navigate({ to: '/decode/$text/$value', params: { text, value }, replace });
  };
}
