import { findRegister } from '@regscope/registers';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Decoding } from './decoding.tsx';
import styles from './decode.module.css';

/** Takes a pasted id or encoding apart, in the browser alone; the text lives in the address, so that it can be sent. */
export function DecodePage() {
  const { text = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const id = findRegister(text);
  return (
    <div className={styles.page}>
      <h1>Decode a register id</h1>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = input.current?.value.trim() ?? '';
          void (wanted === ''
            ? navigate({ to: '/decode' })
            : navigate({ to: '/decode/$text', params: { text: wanted } }));
        }}
      >
        <input
          // A link that is opened anew brings its own text.
          key={text}
          ref={input}
          aria-label="Id, encoding or name"
          className={styles.input}
          defaultValue={text}
          placeholder="0x603000000013c020"
          spellCheck={false}
          autoComplete="off"
        />
        <ActionButton type="submit" look="main">
          Decode
        </ActionButton>
      </form>
      {text === '' && (
        <EmptyState title="Paste what you have.">
          <span>
            An id such as <code>0x603000000013c020</code>, an encoding such as <code>S3_0_C0_C4_0</code> or{' '}
            <code>3,0,0,4,0</code>, an x86 <code>MSR_0x10</code>, or a name that the id itself gives: <code>pc</code>,{' '}
            <code>z0</code>, <code>PSCI_VERSION</code>.
          </span>
        </EmptyState>
      )}
      {text !== '' && id === undefined && (
        <EmptyState title={`“${text}” is no register id, encoding or known name.`}>
          <span>
            An id has at most 64 bits and starts with <code>0x</code>; an encoding has five numbers: op0 0–3, op1 0–7,
            CRn 0–15, CRm 0–15, op2 0–7.
          </span>
        </EmptyState>
      )}
      {id !== undefined && <Decoding id={id} />}
    </div>
  );
}
