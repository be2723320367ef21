import { decodeId, type CatalogueRegister, type RegisterId } from '@regscope/registers';
import styles from './id-decoding.module.css';

/** What everybody who meets this register should know, by its id and by the catalogue, which may say the same. */
export function RegisterNotes({ id, details }: { id: RegisterId; details: CatalogueRegister | undefined }) {
  const notes = [...new Set([decodeId(id).note, details?.note ?? ''])].filter((note) => note !== '');
  return notes.map((note) => (
    <p key={note} className={styles.note}>
      {note}.
    </p>
  ));
}
