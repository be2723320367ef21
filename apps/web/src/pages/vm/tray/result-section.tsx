import type { PlanOutcome } from '@regscope/contract';
import type { Ref } from 'react';
import type { PlanResult } from '../../../api/queries.ts';
import { formatMs, formatRanges } from '../../../components/format-value.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { sentence } from '../../../ui/sentence.ts';
import { groupDone, type DoneWrite, type Grouped } from './group-writes.ts';
import { resultTitle } from './result-title.ts';
import { MovedList } from './moved-list.tsx';
import styles from './tray.module.css';

type ResultSectionProps = {
  ref: Ref<HTMLElement>;
  result: PlanResult;
  /** The id of what is staged now; undefined while it is not known. */
  staged: string | undefined;
  /** Why it cannot be taken back now. */
  whyNoUndo: string | undefined;
  onUndo: () => void;
  onDismiss: () => void;
};

/** What the kernel made of a plan: write by write, and what moved besides. It stays until it is dismissed. */
export function ResultSection(props: ResultSectionProps) {
  const { ref, result, staged, whyNoUndo, onUndo, onDismiss } = props;
  const { what, outcome } = result;
  const { writes, moved, notes, message, ms, attempt, undo } = outcome;
  const { tone, icon } = looks[outcome.outcome];
  const title = resultTitle(what, outcome.outcome);
  return (
    <section ref={ref} tabIndex={-1} aria-label={title} className={styles.result}>
      <div className={styles.resultHead}>
        <h3>{title}</h3>
        <Badge tone={tone} icon={icon}>
          {what === 'try' && outcome.outcome === 'applied' ? 'accepted' : outcome.outcome}
        </Badge>
        <span className="soft">
          {formatMs(ms)}
          {what === 'try' && staged !== undefined && staged !== outcome.plan && ', of an earlier plan'}
        </span>
        {what !== 'try' && undo !== null && (
          <ActionButton disabledBecause={whyNoUndo} keys="u" title="Write the old values again (u)" onClick={onUndo}>
            Undo…&nbsp;<kbd aria-hidden="true">u</kbd>
          </ActionButton>
        )}
        <ActionButton title={`Attempt ${attempt}`} onClick={onDismiss}>
          Dismiss
        </ActionButton>
      </div>
      <p role="status">{sentence(message)}</p>
      <ul className={styles.done}>
        {groupDone(writes).map((group) => (
          <DoneItem key={`${group.first.id} ${group.first.did} ${group.vcpus.join()}`} group={group} />
        ))}
      </ul>
      <MovedList moved={moved} />
      {notes.map((note) => (
        <p key={note} className="soft">
          {sentence(note)}
        </p>
      ))}
    </section>
  );
}

const looks = {
  applied: { tone: 'good', icon: 'check' },
  refused: { tone: 'bad', icon: 'cross' },
  'rolled back': { tone: 'warn', icon: 'back' },
  partly: { tone: 'bad', icon: 'warning' },
  unknown: { tone: 'warn', icon: 'question' },
} as const satisfies Record<PlanOutcome['outcome'], { tone: Tone; icon: IconName }>;

function DoneItem({ group: { first, vcpus } }: { group: Grouped<DoneWrite> }) {
  const { name, old, new: to, did, stored, errno } = first;
  const { tone, icon } = deeds[did];
  return (
    <li>
      <Badge tone={tone} icon={icon}>
        {did === 'changed' ? 'stored otherwise' : did}
      </Badge>{' '}
      <code className={styles.name}>{name}</code> <span className="soft">through vCPU {formatRanges(vcpus)}</span>{' '}
      <code>{old}</code> <Icon name="arrow" /> <code>{to}</code>
      {errno !== null && (
        <>
          : KVM_SET_ONE_REG answered <code className={styles.bad}>{errno}</code>
        </>
      )}
      {stored !== null && stored !== to && (
        <>
          ; it holds <code>{stored}</code>
        </>
      )}
    </li>
  );
}

const deeds = {
  written: { tone: 'good', icon: 'check' },
  refused: { tone: 'bad', icon: 'cross' },
  changed: { tone: 'warn', icon: 'differs' },
  'not tried': { tone: 'calm', icon: 'dash' },
  'put back': { tone: 'warn', icon: 'back' },
  'not put back': { tone: 'bad', icon: 'warning' },
} as const satisfies Record<DoneWrite['did'], { tone: Tone; icon: IconName }>;
