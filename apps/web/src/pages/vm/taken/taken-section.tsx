import type { Vm } from '@regscope/contract';
import { useEffect, useRef } from 'react';
import type { VmAddress } from '../../../api/vm-address.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { MigrationLink } from '../../../components/migration-link.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { answerGroups } from './answer-groups.ts';
import { loadsText } from './answer-words.ts';
import { AnswerGroupView } from './answer-group.tsx';
import { HostNames } from './host-names.tsx';
import { NobodyToAsk } from './nobody-to-ask.tsx';
import { takers, type Taken, type TakenBook } from './taken.ts';
import { TargetsButton } from './targets-button.tsx';
import type { AskedHosts, TakenState } from './use-taken.ts';
import styles from './taken-section.module.css';

export type TakenSectionProps = {
  taken: Taken;
  state: TakenState;
  asked: AskedHosts;
  vm: VmAddress & Pick<Vm, 'kind'> & { arch: string };
  /** How often somebody has asked to see this part: each time it is brought into sight. */
  wanted: number;
  onAsk: (next: AskedHosts) => void;
  onProbe: () => void;
};

/** Which hosts take the register, which do not, why, and what helps. */
export function TakenSection({ taken, state, asked, vm, wanted, onAsk, onProbe }: TakenSectionProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (wanted === 0) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [wanted]);
  const { book, error, isAsking } = state;
  return (
    <section aria-labelledby="where-it-goes" className={styles.section} aria-busy={isAsking}>
      <div className={styles.head}>
        <h3 id="where-it-goes" ref={heading} tabIndex={-1}>
          Where it goes
        </h3>
        <TargetsButton arch={vm.arch} asked={asked} book={book} isAsking={isAsking} onAsk={onAsk} />
      </div>
      {error !== null && <ErrorNote error={error} />}
      {book === undefined && error === null && <Progress>Asking the recorded hosts…</Progress>}
      {book !== undefined && <Wholly book={book} asked={asked} vm={vm} />}
      {book?.hosts.length === 0 && <NobodyToAsk vm={vm} isChosen={asked.targets !== undefined} onProbe={onProbe} />}
      {book !== undefined && taken.kind === 'told' && <Told taken={taken} book={book} asked={asked} vm={vm} />}
    </section>
  );
}

type PartProps = Pick<TakenSectionProps, 'asked' | 'vm'> & { book: TakenBook };

/** What is said of hosts whatever the register, once. */
function Wholly({ book, asked, vm }: PartProps) {
  return book.wholly.map(({ because, hosts, isJudged }) => (
    <p key={`${because} ${isJudged}`} className={styles.wholly}>
      <Icon name={isJudged ? 'warning' : 'question'} />
      <span>
        {isJudged ? 'Takes no such VM as a whole' : 'Not asked about registers'}: {because}.{' '}
        <HostNames names={hosts} vm={vm} vmm={asked.vmm} />
      </span>
    </p>
  ));
}

function Told({ taken, book, asked, vm }: PartProps & { taken: Extract<Taken, { kind: 'told' }> }) {
  const willing = takers(book, taken.against);
  return (
    <>
      <p className={styles.sum}>{loadsText(taken)}.</p>
      {answerGroups(taken.against, book.hosts).map((group) => (
        <AnswerGroupView key={group.hosts.join()} group={group} vm={vm} vmm={asked.vmm} />
      ))}
      {willing.length > 0 && (
        <div className={styles.group}>
          <p className={styles.good}>
            <Icon name="check" /> <b>taken as it is</b> <span className={styles.count}>{willing.length}</span>
          </p>
          <HostNames names={willing} vm={vm} vmm={asked.vmm} />
        </div>
      )}
      <details className={styles.limits}>
        <summary>Of registers alone</summary>
        <p>A move takes more along, of which nothing is said here:</p>
        <ul>
          {book.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
        <p>
          {willing.length > 0 && (
            <MigrationLink from={vm} to={willing[0] ?? ''} vmm={asked.vmm}>
              The whole VM, there and back
            </MigrationLink>
          )}
        </p>
      </details>
    </>
  );
}
