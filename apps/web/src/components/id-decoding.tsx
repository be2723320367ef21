import { decodeId, hex, type RegisterId } from '@regscope/registers';
import { Icon } from '../ui/icon.tsx';
import { BitStrip } from './bit-strip.tsx';
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
      <table className={styles.parts} aria-label="Fields of the id">
        <thead>
          <tr>
            <th scope="col">Bits</th>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, msb, lsb, value, meaning }) => (
            <tr key={name}>
              <td className="mono">{msb === lsb ? msb : `${msb}:${lsb}`}</td>
              <th scope="row">{name}</th>
              <td className="mono">{hex(value)}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
