import type { Baseline } from '@regscope/contract';
import styles from './baseline.module.css';

type CostRowsProps = {
  made: Baseline;
  fits: (text: string) => boolean;
  looked: string | undefined;
  regained: ReadonlySet<string>;
};

/** A row per feature that is lost: who has it by itself, and who costs it. */
export function CostRows({ made: { cost, hosts }, fits, looked, regained }: CostRowsProps) {
  const shown = cost.filter(({ feature, field }) => fits(`${feature} ${field}`)).toSorted(fewestReasonsFirst);
  if (cost.length === 0) return null;
  return (
    <tbody>
      <tr className={styles.section}>
        <th scope="rowgroup" colSpan={hosts.length + 2}>
          Lost features <span>{shown.length}</span>
        </th>
      </tr>
      {shown.map((row) => (
        <tr key={row.feature} className={regained.has(row.feature) ? styles.regained : ''}>
          <th scope="row" className={styles.first}>
            {row.feature} <span className={styles.decides}>{row.field}</span>
          </th>
          <td className={styles.value}>{reason(row)}</td>
          {hosts.map(({ name }) => (
            <CostCell key={name} name={name} row={row} isLooked={name === looked} />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

type Row = Baseline['cost'][number];

/** What one host alone costs can be had back most easily; what the same hosts cost stands together. */
function fewestReasonsFirst(a: Row, b: Row): number {
  return (
    a.because.length - b.because.length ||
    inOrder.compare(a.because.join(), b.because.join()) ||
    inOrder.compare(a.feature, b.feature)
  );
}

const inOrder = new Intl.Collator('en', { numeric: true });

function CostCell({ name, row: { because, has }, isLooked }: { name: string; row: Row; isLooked: boolean }) {
  const costs = because.includes(name);
  const word = costs ? 'costs it' : has.includes(name) ? 'has it' : 'unknown';
  return (
    <td className={`${styles.cell} ${isLooked ? styles.looked : ''}`} title={`${name} ${word}`}>
      <i className={costs ? styles.costs : has.includes(name) ? styles.has : ''} aria-hidden="true" />
      <span className="hidden-text">{word}</span>
    </td>
  );
}

/** One host is the whole reason, or several are. */
function reason({ because }: Row): string {
  if (because.length === 0) return 'by the choice';
  return because.length === 1 ? 'one host' : `${because.length} hosts`;
}
