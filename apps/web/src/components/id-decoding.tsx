import { decodeId, hex, type RegisterId } from '@regscope/registers';
import { BitStrip } from './bit-strip.tsx';
import { FieldTable } from './field-table.tsx';
import styles from './id-decoding.module.css';

/** A register id taken apart, field by field. */
export function IdDecoding({ id }: { id: RegisterId }) {
  const { parts } = decodeId(id);
  return (
    <div className={styles.decoding}>
      <BitStrip
        value={id}
        bits={64}
        label={`bits of the id ${hex(id)}`}
        fields={parts.map(({ name, msb, lsb }) => ({ name, segs: [[msb, lsb]], isReserved: false }))}
      />
      <FieldTable label="Fields of the id" fields={parts.map((part) => ({ ...part, value: hex(part.value) }))} />
    </div>
  );
}
