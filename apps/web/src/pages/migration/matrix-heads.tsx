import type { ArrangedSide } from './arrange.ts';
import { sideWords } from './side-words.ts';
import styles from './migration.module.css';

type MatrixHeadsProps = {
  sides: readonly ArrangedSide[];
  shortName: (side: ArrangedSide) => string;
  active: number | undefined;
};

/** The targets, standing on end: as many columns as possible fit. */
export function MatrixHeads({ sides, shortName, active }: MatrixHeadsProps) {
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.corner}>
          <span className={styles.toward}>to →</span>
          <span>from ↓</span>
        </th>
        {sides.map((side, column) => (
          <th
            key={side.name}
            scope="col"
            aria-label={side.name}
            title={`${side.name}: ${sideWords(side)}`}
            className={[side.startsGroup ? styles.groupStart : '', column === active ? styles.active : ''].join(' ')}
          >
            <span className={styles.upright} aria-hidden="true">
              {shortName(side)}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
