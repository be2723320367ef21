import { Hint } from '../../../ui/hint.tsx';
import { takenText } from './answer-words.ts';
import { noBook, type Taken, type TakenBook } from './taken.ts';
import { TakenChip } from './taken-chip.tsx';
import styles from '../register-table.module.css';

type TakenCellProps = { taken: Taken; book: TakenBook | undefined; tabIndex: 0 | -1 };

/** Where a register goes; under pointer and focus who says what, and pressed, why. */
export function TakenCell({ taken, book = noBook, tabIndex }: TakenCellProps) {
  return (
    <div role="gridcell" aria-colindex={7} className={styles.taken} data-part="hosts">
      <Hint text={() => takenText(taken, book)} tabIndex={tabIndex}>
        <TakenChip taken={taken} />
      </Hint>
    </div>
  );
}
