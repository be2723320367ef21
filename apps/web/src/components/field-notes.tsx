import type { DecodedValue } from './decode-value.ts';
import styles from './id-decoding.module.css';

const MOST = 4;

/** What holds for the value as a whole. */
export function FieldNotes({ decoded: { note, shared } }: { decoded: DecodedValue }) {
  const more = shared.length > MOST ? ` and ${shared.length - MOST} more` : '';
  return (
    <>
      {note !== '' && <p className={styles.note}>{note}.</p>}
      {note === '' && shared.length > 0 && (
        <p className={styles.note} title={shared.join('\n')}>
          Which fields there are depends on {shared.slice(0, MOST).join(', ')}
          {more}, which {shared.length === 1 ? 'is' : 'are'} not known here: these are the first that may be meant.
        </p>
      )}
    </>
  );
}
