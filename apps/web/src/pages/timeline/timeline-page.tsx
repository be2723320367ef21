import type { CaptureSummary } from '@regscope/contract';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ChangesView } from './changes-view.tsx';
import { CpuChips } from './cpu-chips.tsx';
import { defaultPair, kernelLines, lineOf, type Pair } from './kernel-lines.ts';
import { KernelStrip } from './kernel-strip.tsx';
import { pairProblem } from './pair-problem.ts';
import { PairPicker } from './pair-picker.tsx';
import { withText } from './timeline-search.ts';
import styles from './timeline.module.css';

/** From kernel to kernel: which registers appeared, vanished, or are no longer whose or what they were. */
export function TimelinePage() {
  const captures = useQuery(queries.captures());
  return (
    <div className={styles.page}>
      <h1 className={styles.heading}>From kernel to kernel</h1>
      {captures.error !== null && <ErrorNote error={captures.error} />}
      {captures.isPending && <Progress>Asking for the captures…</Progress>}
      {captures.data !== undefined && <Timeline captures={captures.data.captures} />}
    </div>
  );
}

function Timeline({ captures }: { captures: readonly CaptureSummary[] }) {
  const search = useSearch({ from: '/live/timeline' });
  const navigate = useNavigate();
  const lines = kernelLines(captures, search);
  const byItself = defaultPair(lines);
  const [from, to] = [search.from ?? byItself?.from, search.to ?? byItself?.to];
  if (from === undefined || to === undefined) return <NothingToCompare />;
  const choose = (pair: Pair) => void navigate({ to: '/timeline', search: { ...search, ...pair } });
  const line = lineOf(lines, to);
  return (
    <>
      <header className={styles.header}>
        <PairPicker captures={captures} pair={{ from, to }} onChange={choose} />
        <CpuChips lines={lines} line={line} onChange={choose} />
      </header>
      {line !== undefined && line.captures.length > 1 && (
        <KernelStrip line={line} pair={{ from, to }} search={search} />
      )}
      <Comparison
        captures={captures}
        pair={{ from, to }}
        text={search.q ?? ''}
        onText={(text) => void navigate({ to: '/timeline', search: withText(search, text), replace: true })}
      />
    </>
  );
}

type ComparisonProps = {
  captures: readonly CaptureSummary[];
  pair: Pair;
  text: string;
  onText: (text: string) => void;
};

function Comparison({ captures, pair, text, onText }: ComparisonProps) {
  const problem = pairProblem(captures, pair);
  const query = queries.captureChanges(pair.from, pair.to);
  const changes = useQuery(problem === undefined ? query : { ...query, queryFn: skipToken });
  const [from, to] = [pair.from, pair.to].map((name) => captures.find((capture) => capture.name === name));
  if (problem !== undefined || from === undefined || to === undefined)
    return <EmptyState title="These two cannot be compared.">{problem}</EmptyState>;
  return (
    <>
      {changes.error !== null && <ErrorNote error={changes.error} />}
      {changes.isPending && <Progress>Comparing…</Progress>}
      {changes.data !== undefined && (
        <ChangesView changes={changes.data} sides={{ from, to }} text={text} onText={onText} />
      )}
    </>
  );
}

function NothingToCompare() {
  return (
    <EmptyState title="No two kernels to compare.">
      <span>
        This page needs two captures of one CPU that were made with a probe. Make them with <b>Capture…</b> on the page
        of a VM, or with <code>regscope capture HOST/VM --probe -o FILE</code>, and upload them.
      </span>
      <Link to="/captures">Go to the captures</Link>
    </EmptyState>
  );
}
