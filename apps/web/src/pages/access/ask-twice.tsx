import { useState } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import styles from './access.module.css';

type AskTwiceProps = {
  what: string;
  /** Of which row, for those who do not see where the button stands. */
  whose: string;
  sure: string;
  disabledBecause?: string | undefined;
  busy: boolean;
  onSure: () => void;
};

/** A button for what cannot be taken back: it asks once, in place. */
export function AskTwice({ what, whose, sure, disabledBecause, busy, onSure }: AskTwiceProps) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <ActionButton disabledBecause={disabledBecause} onClick={() => setAsking(true)}>
        {what} <span className="hidden-text">{whose}</span>
      </ActionButton>
    );
  return (
    <fieldset className={styles.asking}>
      <legend className="hidden-text">
        {what} {whose}?
      </legend>
      <ActionButton look="danger" busy={busy} onClick={onSure}>
        {sure}
      </ActionButton>
      <ActionButton onClick={() => setAsking(false)}>Keep</ActionButton>
    </fieldset>
  );
}
