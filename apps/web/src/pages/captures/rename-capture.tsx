import type { CaptureSummary } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { explainError } from '../../api/errors.ts';
import { mutations } from '../../api/mutations.ts';
import styles from './captures.module.css';

type RenameCaptureProps = { capture: CaptureSummary; onDone: (name: string) => void };

/** The name as a field: Enter keeps it, Esc leaves it as it was. */
export function RenameCapture({ capture: { name }, onDone }: RenameCaptureProps) {
  const rename = useMutation(mutations.renameCapture(useQueryClient()));
  const [to, setTo] = useState(name);
  const problem = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to === name) onDone(name);
    else if (!rename.isPending) rename.mutate({ name, to }, { onSuccess: () => onDone(to) });
  };
  return (
    <form className={styles.rename} onSubmit={submit}>
      <input
        className="mono"
        aria-label={`New name of ${name}`}
        aria-invalid={rename.isError}
        aria-describedby={rename.isError ? problem : undefined}
        title="Enter keeps the name, Esc leaves it as it was"
        size={Math.max(22, name.length + 2)}
        spellCheck={false}
        value={to}
        ref={selectOnce}
        onChange={(event) => setTo(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(name);
        }}
      />
      {rename.isError && (
        <span id={problem} role="alert" className={styles.problem}>
          {explainError(rename.error).message}
        </span>
      )}
    </form>
  );
}

function selectOnce(input: HTMLInputElement | null) {
  input?.focus();
  input?.select();
}
