import type { Baseline, BaselineExport } from '@regscope/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type AskedBaseline } from '../../api/asked-baseline.ts';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TryBaseline } from './try-baseline.tsx';
import frames from '../../ui/frames.module.css';
import styles from './baseline.module.css';

type ExportsProps = { asked: AskedBaseline; made: Baseline };

/** The baseline as a file for other programs. What a format cannot hold is said once the file is there. */
export function Exports({ asked, made }: ExportsProps) {
  const [host, setHost] = useState('');
  const target = asked.hosts.includes(host) ? host : (asked.hosts[0] ?? '');
  const { mutate, data, error, isPending, reset } = useMutation({
    ...mutations.exportBaseline(),
    onSuccess: ({ file, text, format }) => saveFile(file, { text, type: types[format] }),
  });
  const because = made.registers.length === 0 ? 'Nothing is known of these hosts.' : undefined;
  return (
    <div className={styles.exports}>
      <div role="group" aria-label="Export" className={styles.buttons}>
        {formats.map(({ format, word, title }) => (
          <ActionButton
            key={format}
            title={title}
            busy={isPending}
            disabledBecause={because}
            onClick={() => mutate({ ...asked, format })}
          >
            {word}
          </ActionButton>
        ))}
        <ActionButton
          title="What to write on a fresh VM of one host: regscope edit HOST/new --here --plan FILE"
          busy={isPending}
          disabledBecause={because}
          onClick={() => mutate({ ...asked, format: 'plan', host: target })}
        >
          Plan for
        </ActionButton>
        <select
          className={frames.select}
          aria-label="Host of the plan"
          value={target}
          onChange={(event) => setHost(event.target.value)}
        >
          {asked.hosts.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <TryBaseline asked={asked} made={made} />
        <ActionButton onClick={() => window.print()}>Print</ActionButton>
      </div>
      {error !== null && <ErrorNote error={error} />}
      {data !== undefined && <Saved exported={data} onClose={reset} />}
    </div>
  );
}

function Saved({ exported: { file, notes }, onClose }: { exported: BaselineExport; onClose: () => void }) {
  return (
    <div role="status" className={styles.saved}>
      <p>
        <b>{file}</b> was saved. {notes.length > 0 && 'What it does not hold, and what to know:'}{' '}
        <button type="button" className={`${frames.quiet} ${styles.quiet}`} onClick={onClose}>
          close
        </button>
      </p>
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

const types = {
  firecracker: 'application/json',
  plan: 'application/json',
  qemu: 'text/plain',
  csv: 'text/csv',
  markdown: 'text/markdown',
} as const;

const formats = [
  { format: 'firecracker', word: 'Firecracker', title: 'A custom CPU template, of VMs without a PMU' },
  { format: 'qemu', word: 'QEMU', title: 'Properties of the host CPU model, per host, and registers to hide' },
  { format: 'csv', word: 'CSV', title: 'Every register, a column per host' },
  { format: 'markdown', word: 'Markdown', title: 'A report for a ticket' },
] as const;
