import { useState } from 'react';
import type { TakenBook } from './taken.ts';
import { TargetsDialog } from './targets-dialog.tsx';
import type { AskedHosts } from './use-taken.ts';
import styles from './targets.module.css';

type TargetsButtonProps = {
  arch: string;
  asked: AskedHosts;
  book: TakenBook | undefined;
  isAsking: boolean;
  onAsk: (next: AskedHosts) => void;
};

/** Who is asked where registers go, and by whose rules; pressed, it lets that be chosen. */
export function TargetsButton({ arch, asked, book, isAsking, onAsk }: TargetsButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const count = book?.hosts.length ?? 0;
  const hosts = book === undefined ? 'hosts' : `${count} ${count === 1 ? 'host' : 'hosts'}`;
  return (
    <>
      <button
        type="button"
        className={styles.button}
        title="Choose the hosts that are asked where registers go, and by whose rules they restore"
        aria-haspopup="dialog"
        aria-busy={isAsking}
        onClick={() => setOpen(true)}
      >
        goes to <b>{isAsking ? 'asking…' : hosts}</b> by <b>{asked.vmm}</b>
      </button>
      {isOpen && (
        <TargetsDialog
          arch={arch}
          asked={asked}
          onClose={() => setOpen(false)}
          onAsk={(next) => {
            setOpen(false);
            onAsk(next);
          }}
        />
      )}
    </>
  );
}
