import { Link } from '@tanstack/react-router';
import type { CaptureSummary } from '@regscope/contract';
import { shortKernel } from './compare-kernels.ts';
import type { KernelLine, Pair } from './kernel-lines.ts';
import type { TimelineSearch } from './timeline-search.ts';
import { useSteps, type Step } from './use-steps.ts';
import styles from './timeline.module.css';

type KernelStripProps = { line: KernelLine; pair: Pair; search: TimelineSearch };

/** All kernels of a CPU in a row, and what each step changed. A press on a step compares its two ends. */
export function KernelStrip({ line, pair, search }: KernelStripProps) {
  const steps = useSteps(line);
  const [first] = line.captures;
  const most = Math.max(1, ...steps.map(amountOf));
  return (
    <ol aria-label={`Kernels of ${line.cpu}`} className={styles.strip}>
      {first !== undefined && (
        <li>
          <Kernel capture={first} pair={pair} />
        </li>
      )}
      {steps.map((step) => (
        <li key={step.to.name}>
          <StepLink step={step} place={placeOf(line, step, pair)} most={most} search={search} />
          <Kernel capture={step.to} pair={pair} />
        </li>
      ))}
    </ol>
  );
}

function Kernel({ capture: { name, kernel }, pair }: { capture: CaptureSummary; pair: Pair }) {
  const isEnd = name === pair.from || name === pair.to;
  return (
    <span className={isEnd ? styles.end : styles.kernel} title={`${name}: ${kernel}`}>
      {shortKernel(kernel)}
    </span>
  );
}

type StepLinkProps = { step: Step; place: 'inside' | 'outside'; most: number; search: TimelineSearch };

function StepLink({ step, place, most, search }: StepLinkProps) {
  const { from, to, changes } = step;
  return (
    <Link
      to="/timeline"
      search={{ ...search, from: from.name, to: to.name }}
      className={`${styles.step} ${place === 'inside' ? styles.inside : ''}`}
      title={labelOf(step)}
    >
      <span className="hidden-text">{labelOf(step)}</span>
      <span aria-hidden="true" className={styles.counts}>
        <Counts changes={changes} />
      </span>
      <span className={styles.bar} style={{ height: `${1 + Math.round((4 * amountOf(step)) / most)}px` }} />
    </Link>
  );
}

/** What appeared, vanished and became another; nothing of what is zero. */
function Counts({ changes }: Pick<Step, 'changes'>) {
  if (changes === undefined) return '…';
  const { gained, lost, scope, mutability } = changes;
  const others = scope.length + mutability.length;
  if (gained.length + lost.length + others === 0) return <span className="faint">same</span>;
  return (
    <>
      {gained.length > 0 && <b>+{gained.length}</b>}
      {lost.length > 0 && <i>−{lost.length}</i>}
      {others > 0 && <span>~{others}</span>}
    </>
  );
}

function labelOf({ from, to, changes }: Step): string {
  const way = `${shortKernel(from.kernel)} to ${shortKernel(to.kernel)}`;
  if (changes === undefined) return way;
  const { gained, lost, scope, mutability } = changes;
  return `${way}: ${gained.length} appeared, ${lost.length} vanished, ${scope.length} changed scope, ${mutability.length} changed mutability`;
}

function amountOf({ changes }: Step): number {
  if (changes === undefined) return 0;
  return changes.gained.length + changes.lost.length + changes.scope.length + changes.mutability.length;
}

/** Whether the step lies between the two that are compared, whichever comes first. */
function placeOf({ captures }: KernelLine, step: Step, pair: Pair): 'inside' | 'outside' {
  const indexOf = (name: string) => captures.findIndex((capture) => capture.name === name);
  const ends = [indexOf(pair.from), indexOf(pair.to)].toSorted((a, b) => a - b);
  const [low = -1, high = -1] = ends;
  const isInside = low >= 0 && low <= indexOf(step.from.name) && indexOf(step.to.name) <= high;
  return isInside ? 'inside' : 'outside';
}
