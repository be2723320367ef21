import type { WireVerdict } from '@regscope/contract';
import { sentence } from '../../ui/sentence.ts';
import { answerWords } from './cell-words.ts';
import { FindingTable } from './finding-table.tsx';
import { groupFindings, weights } from './group-findings.ts';
import { Mark } from './mark.tsx';
import type { Pair } from './migration-search.ts';
import styles from './verdict.module.css';

type WaySectionProps = {
  title: string;
  verdict: WireVerdict | null;
  /** What is said where there is no verdict. */
  otherwise: string;
  pair: Pair;
};

/** One direction: the answer, then what speaks against it. */
export function WaySection({ title, verdict, otherwise, pair }: WaySectionProps) {
  return (
    <section aria-label={title} className={styles.way}>
      <h2>
        {verdict !== null && <Mark of={verdict.verdict} />} {title}:{' '}
        {verdict === null ? otherwise : answerWords[verdict.verdict]}
      </h2>
      {verdict !== null && verdict.because !== '' && <p className={styles.because}>{sentence(verdict.because)}</p>}
      {verdict !== null && <Findings verdict={verdict} pair={pair} />}
    </section>
  );
}

function Findings({ verdict: { findings, verdict }, pair }: { verdict: WireVerdict; pair: Pair }) {
  if (findings.length === 0 && verdict === 'loads')
    return <p className="soft">Every register is taken, and reads as it did.</p>;
  return weights.map(({ weight, title }) => {
    const groups = groupFindings(findings, weight);
    const count = groups.reduce((sum, group) => sum + group.findings.length, 0);
    if (count === 0) return null;
    const table = <FindingTable title={title} groups={groups} pair={pair} />;
    if (weight !== 'note')
      return (
        <div key={weight}>
          <h3>
            {title} <span>{count}</span>
          </h3>
          {table}
        </div>
      );
    return (
      <details key={weight}>
        <summary>
          {title} <span>{count}</span>
        </summary>
        {table}
      </details>
    );
  });
}
