import styles from './id-decoding.module.css';

/** A field of an id or of a value, ready to be shown. */
export type ShownField = { name: string; msb: number; lsb: number; value: string; meaning: string; feature?: string };

const heads = ['Bits', 'Field', 'Value', 'Meaning'];

/** Fields from the highest bit to the lowest; a column of features where one of them has any say in it. */
export function FieldTable({ label, fields }: { label: string; fields: readonly ShownField[] }) {
  const hasFeatures = fields.some(({ feature }) => feature !== undefined);
  return (
    <table className={styles.parts} aria-label={label}>
      <thead>
        <tr>
          {[...heads, ...(hasFeatures ? ['Feature'] : [])].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, msb, lsb, value, meaning, feature }) => (
          <tr key={`${msb}:${name}`}>
            <td className="mono">{msb === lsb ? msb : `${msb}:${lsb}`}</td>
            <th scope="row">{name}</th>
            <td className="mono">{value}</td>
            <td>{meaning}</td>
            {hasFeatures && <td>{feature}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
