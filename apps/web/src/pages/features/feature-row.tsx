import { isDiffering, type FeatureCell, type FeatureRow as Row } from '@regscope/contract';
import { memo, type MouseEvent } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { answerText } from './answer-text.ts';
import { registerHref, registerOf } from './register-link.ts';
import styles from './feature-table.module.css';

type FeatureRowProps = {
  row: Row;
  index: number;
  /** Of the VMs' pages. */
  hrefs: readonly string[];
  grid: string;
  /** The column under the keyboard, where it is in this row. */
  active: number | undefined;
  onFollow: (event: MouseEvent<HTMLAnchorElement>) => void;
};

/** One feature: its name, the fields that decide, and what each VM answers. */
export const FeatureRow = memo(function FeatureRow(props: FeatureRowProps) {
  const { row, index, hrefs, grid, active, onFollow } = props;
  const isActive = active !== undefined;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={`${styles.row} ${styles.line} ${isActive ? styles.active : ''}`}
      style={{ gridTemplateColumns: grid }}
    >
      <div role="rowheader" aria-colindex={1} className={styles.name}>
        {row.name}
        {isDiffering(row) && (
          <span className={styles.differs} title="The VMs differ">
            <Icon name="differs" />
            <span className="hidden-text">differs</span>
          </span>
        )}
      </div>
      <div role="gridcell" aria-colindex={2} className={styles.fields} title={row.fields.join('\n')}>
        {row.fields.length === 0 ? <span className={styles.none}>no field of its own</span> : <Fields row={row} />}
      </div>
      {hrefs.map((href, column) => (
        <div
          key={href}
          role="gridcell"
          id={`${row.name}-${column}`}
          aria-colindex={3 + column}
          className={`${styles.cell} ${active === column ? styles.current : ''}`}
        >
          <Answer cell={row.cells[column]} href={href} isActive={isActive} onFollow={onFollow} />
        </div>
      ))}
    </div>
  );
});

/** Fields of one register stand together: `ID_AA64ISAR1_EL1 .APA .API`. */
function Fields({ row: { fields } }: { row: Row }) {
  const registers = [...new Set(fields.map(registerOf))];
  return registers.map((register) => (
    <span key={register} className={styles.register}>
      {register}
      <b>
        {fields
          .filter((field) => registerOf(field) === register)
          .map((field) => field.slice(register.length))
          .join(' ')}
      </b>{' '}
    </span>
  ));
}

type AnswerProps = Pick<FeatureRowProps, 'onFollow'> & {
  cell: FeatureCell | undefined;
  href: string;
  isActive: boolean;
};

function Answer({ cell, href, isActive, onFollow }: AnswerProps) {
  if (cell === undefined) return <span className={styles.none}>–</span>;
  const word = answerText(cell.answer);
  return (
    <>
      <span className={`${styles.answer} ${looks[word]}`} title={word}>
        <span className={styles.word}>{word}</span>
      </span>
      {cell.fields.map(({ name, value }) => (
        <a
          key={name}
          href={registerHref(href, { fields: [name] })}
          className={styles.value}
          onClick={onFollow}
          // The grid is one stop of the Tab key, and the values of its active row are the next.
          tabIndex={isActive ? 0 : -1}
          title={`${name} = ${value ?? 'not read'}: show the register`}
        >
          {value ?? '?'}
        </a>
      ))}
    </>
  );
}

const looks = { yes: styles.yes, no: styles.no, 'cannot tell': styles.unknown };
