import { RegscopeError } from '@regscope/contract';
import { unreachable } from '@regscope/registers';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { explainError } from '../../api/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { formatBytes } from './format-bytes.ts';
import { anotherName } from './name-from-file.ts';
import type { Upload, Uploads } from './use-uploads.ts';
import styles from './captures.module.css';

/** A line per file: where it is, why it was refused, or which other name it might have. */
export function UploadList({ uploads: { uploads, send, dismiss }, taken }: UploadListProps) {
  return (
    <ul aria-label="Uploads" className={styles.uploads}>
      {uploads.map((upload) => (
        <li key={upload.id} className={styles[upload.state.kind]}>
          <b className="mono">{upload.file.name}</b>
          <Line upload={upload} taken={taken} onSend={(name) => void send(upload, name)} />
          {isDone(upload) && (
            <button
              type="button"
              className={styles.dismiss}
              title="Close"
              aria-label={`Close the line of ${upload.file.name}`}
              onClick={() => dismiss(upload.id)}
            >
              <Icon name="cross" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

type UploadListProps = { uploads: Uploads; taken: ReadonlySet<string> };
type LineProps = { upload: Upload; taken: ReadonlySet<string>; onSend: (name: string) => void };

function Line({ upload: { name, file, state }, taken, onSend }: LineProps): ReactNode {
  switch (state.kind) {
    case 'waiting':
      return <span className="soft">waits, {formatBytes(file.size)}</span>;
    case 'sending':
      return <Sending bytes={file.size} />;
    case 'kept':
      return (
        <span role="status">
          kept as{' '}
          <Link to="/hosts/$host/vms/$vm" params={{ host: name, vm: '1' }} className="mono">
            {name}
          </Link>
        </span>
      );
    case 'taken':
      return <OtherName key={name} name={name} taken={taken} onSend={onSend} />;
    case 'refused':
      return <Refused error={state.error} />;
    default:
      return unreachable(state);
  }
}

function Sending({ bytes }: { bytes: number }) {
  return (
    <span role="status" className={styles.sending}>
      <progress aria-label="Upload" /> sent and checked, {formatBytes(bytes)}…
    </span>
  );
}

function Refused({ error }: { error: unknown }) {
  const { message, remedy, code } = explainError(error);
  // The sentence begins with the name of the file, which is written as it is.
  const sentence = error instanceof RegscopeError ? `${error.message}.` : message;
  return (
    <span role="alert">
      {sentence} {remedy} <code>{code}</code>
    </span>
  );
}

function OtherName({ name, taken, onSend }: Omit<LineProps, 'upload'> & { name: string }) {
  const [other, setOther] = useState(() => anotherName(name, new Set([...taken, name])));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(other);
  };
  return (
    <form className={styles.otherName} onSubmit={submit}>
      <span role="alert">
        there is a capture <code>{name}</code> already. Keep it as
      </span>
      <input
        className="mono"
        aria-label={`Another name for ${name}`}
        size={28}
        spellCheck={false}
        value={other}
        onChange={(event) => setOther(event.target.value)}
      />
      <ActionButton type="submit" disabledBecause={other === '' ? 'Type a name.' : undefined}>
        Keep
      </ActionButton>
    </form>
  );
}

function isDone({ state: { kind } }: Upload): boolean {
  return kind !== 'waiting' && kind !== 'sending';
}
