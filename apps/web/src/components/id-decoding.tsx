import { decodeId, hex, type RegisterId } from '@regscope/registers';
import { Icon } from '../ui/icon.tsx';
import { BitStrip } from './bit-strip.tsx';
import { FieldTable } from './field-table.tsx';
import styles from './id-decoding.module.css';

/** A register id taken apart, field by field, with what is wrong with it. */
export function IdDecoding({ id }: { id: RegisterId }) {
  const { parts, note, problems } = decodeId(id);
  return (
    <div className={styles.decoding}>
      {problems.map((problem) => (
        <p key={problem} className={styles.problem}>
          <Icon name="warning" /> {problem}
        </p>
      ))}
      {note !== '' && <p className={styles.note}>{note}</p>}
      <BitStrip value={id} bits={64} label={`bits of the id ${hex(id)}`} starts={parts.map(({ lsb }) => lsb)} />
      <FieldTable label="Fields of the id" fields={parts.map((part) => ({ ...part, value: hex(part.value) }))} />
    </div>
  );
}
