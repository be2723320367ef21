import styles from './id-decoding.module.css';

/** A field of an id, ready to be shown. */
type ShownField = { name: string; msb: number; lsb: number; value: string; meaning: string };

const heads = ['Bits', 'Field', 'Value', 'Meaning'];

/** Fields from the highest bit to the lowest. */
export function FieldTable({ label, fields }: { label: string; fields: readonly ShownField[] }) {
  return (
    <table className={styles.parts} aria-label={label}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, msb, lsb, value, meaning }) => (
          <tr key={`${msb}:${name}`}>
            <td className="mono">{msb === lsb ? msb : `${msb}:${lsb}`}</td>
            <th scope="row">{name}</th>
            <td className="mono">{value}</td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
