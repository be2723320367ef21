import { Icon } from '../../../ui/icon.tsx';
import { loadsText } from './answer-words.ts';
import type { Taken } from './taken.ts';
import styles from './taken-chip.module.css';

/** On how many hosts a register loads as it is: a mark and the count. */
export function TakenChip({ taken }: { taken: Taken }) {
  if (taken.kind === 'asking') return <Blank sign="…" label="being asked" />;
  if (taken.kind === 'unasked') return <Blank sign="–" label="no host to ask" />;
  const { by, of, untried } = taken;
  return (
    <span className={`${styles.chip} ${styles[lookOf(taken)]}`}>
      <Mark taken={taken} />
      <span aria-hidden="true">
        {by}/{of}
      </span>
      <span className="hidden-text">
        {loadsText(taken)}
        {untried > 0 && `, nobody has tried ${untried}`}
      </span>
    </span>
  );
}

function Blank({ sign, label }: { sign: string; label: string }) {
  return (
    <span className={styles.blank}>
      <span aria-hidden="true">{sign}</span>
      <span className="hidden-text">{label}</span>
    </span>
  );
}

type Told = Extract<Taken, { kind: 'told' }>;

function lookOf({ by, of, untried }: Told): 'all' | 'some' | 'none' | 'untried' {
  if (by === of) return 'all';
  if (by + untried === of) return 'untried';
  return by === 0 ? 'none' : 'some';
}

const WIDTH = 12;

/** A bar where some take it and some do not, as long as they are many; a sign where all say the same. */
function Mark({ taken }: { taken: Told }) {
  const look = lookOf(taken);
  if (look === 'all') return <Icon name="check" />;
  if (look === 'none') return <Icon name="cross" />;
  if (look === 'untried') return <Icon name="question" />;
  // Never quite empty and never quite full: one host of forty is to be seen.
  const filled = Math.min(WIDTH - 3, Math.max(1, Math.round(((WIDTH - 2) * taken.by) / taken.of)));
  return (
    <svg width={WIDTH} height="8" aria-hidden="true" className={styles.bar}>
      <rect x="0.5" y="0.5" width={WIDTH - 1} height="7" />
      <rect x="1" y="1" width={filled} height="6" className={styles.filled} />
    </svg>
  );
}
