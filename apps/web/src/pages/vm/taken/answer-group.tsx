import type { Vmm } from '@regscope/contract';
import type { VmAddress } from '../../../api/vm-address.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { AnswerGroup } from './answer-groups.ts';
import { answerWords } from './answer-words.ts';
import { HostNames } from './host-names.tsx';
import styles from './taken-section.module.css';

type AnswerGroupProps = { group: AnswerGroup; vm: VmAddress; vmm: Vmm };

/** Hosts that agree in what they have against a register: which they are, why, and what helps. */
export function AnswerGroupView({ group: { kind, errno, hosts, answers }, vm, vmm }: AnswerGroupProps) {
  const { word, icon } = answerWords[kind];
  return (
    <div className={styles.group}>
      <p className={styles[kind]}>
        <Icon name={icon} /> <b>{word}</b> {errno !== null && <code>{errno}</code>}{' '}
        <span className={styles.count}>{hosts.length}</span>
      </p>
      <HostNames names={hosts} vm={vm} vmm={vmm} />
      {answers.map(({ fields, because, remedy }) => (
        <div key={`${fields.join()} ${because}`} className={styles.answer}>
          <p>
            {fields.length > 0 && <FieldNames names={fields} />} {because}
          </p>
          {remedy !== null && (
            <p className={styles.remedy}>
              <Icon name="arrow" /> <span>{remedy}</span>
            </p>
          )}
        </div>
      ))}
    </div>
  );
}

const MOST_NAMED = 6;

/** The first of many: the sentence behind them gives the bits. */
function FieldNames({ names }: { names: readonly string[] }) {
  const more = names.length - MOST_NAMED;
  const shown = more > 1 ? names.slice(0, MOST_NAMED) : names;
  return (
    <span className={styles.fields} title={names.join(', ')}>
      {shown.join(' ')}
      {more > 1 && ` +${more}`}
    </span>
  );
}
