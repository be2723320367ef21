import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './dialog.module.css';

/** A modal dialog on the browser's own: focus stays inside and goes back where it was, Esc closes. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Closed while it still stands in the page: once it is taken out, the browser gives the focus back to nobody.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.content}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        {children}
        {/* Last, so that the dialog opens with the focus on what it is for. */}
        <button
          type="button"
          className={styles.close}
          aria-label="Close the dialog"
          title="Close (Esc)"
          onClick={onClose}
        >
          <Icon name="cross" />
        </button>
      </div>
    </dialog>
  );
}
