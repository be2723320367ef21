import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AnswerBox } from './answer-box.tsx';
import { noWayBack } from './cell-words.ts';
import { ChangesSection } from './changes-section.tsx';
import type { Known } from './default-sides.ts';
import { LimitsNote } from './limits-note.tsx';
import type { MigrationSearch, Pair } from './migration-search.ts';
import { restorerOf } from './rule-sets.ts';
import { TrySection } from './try-section.tsx';
import { VerdictHead } from './verdict-head.tsx';
import { WaySection } from './way-section.tsx';
import frames from '../../ui/frames.module.css';
import styles from './verdict.module.css';

type VerdictPageProps = {
  pair: Pair;
  known: Known;
  search: MigrationSearch;
  onChange: (next: MigrationSearch) => void;
};

/** One pair in full: what stops the VM, what to do about it, and what a real kernel says. */
export function VerdictPage({ pair, known, search, onChange }: VerdictPageProps) {
  const { data: answer, error } = useQuery(queries.verdict({ ...pair, ...restorerOf(search.vmm) }));
  return (
    <article className={frames.page}>
      <VerdictHead pair={pair} answer={answer} search={search} onChange={onChange} />
      {error !== null && <ErrorNote error={error} />}
      {answer === undefined && error === null && <Progress>Checking every register, both ways…</Progress>}
      {answer !== undefined && (
        <div className={styles.body}>
          <div className={styles.findings}>
            <WaySection title="There" verdict={answer.there} otherwise="" pair={pair} />
            <WaySection title="And back" verdict={answer.back} otherwise={noWayBack(answer.there)} pair={pair} />
          </div>
          <aside aria-label="What follows" className={styles.side}>
            <AnswerBox answer={answer} />
            <ChangesSection answer={answer} from={pair.from} />
            <TrySection answer={answer} pair={pair} known={known} />
            <LimitsNote limits={answer.limits} open />
          </aside>
        </div>
      )}
    </article>
  );
}
