import type { PlanReport } from '@regscope/contract';
import { hex } from '@regscope/registers';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { sentence } from '../../../ui/sentence.ts';
import styles from './tray.module.css';

type KnownSectionProps = Pick<PlanReport, 'probed' | 'warnings' | 'follows'>;

/** What somebody should know before it is done: it forbids nothing. */
export function KnownSection({ probed, warnings, follows }: KnownSectionProps) {
  return (
    <section aria-label="Known before">
      <h3>Known before</h3>
      {probed === null && (
        <p>
          <Icon name="question" /> Nothing was probed on a VM like this one, so nothing can be foretold: try it, or
          capture the VM with a probe.
        </p>
      )}
      {probed !== null && warnings.length + follows.length === 0 && (
        <p className="soft">Nothing stands against it, and nothing follows.</p>
      )}
      <ul className={styles.known}>
        {distinct(warnings).map(({ id, name, fields, kind, mask, text }) => (
          <li key={`${id} ${kind} ${mask} ${text}`} title={`bits ${hex(BigInt(mask))}`}>
            <span className={styles.warn}>
              <Icon name={kind === 'unprobed' ? 'question' : 'warning'} />
            </span>
            <span>
              <code className={styles.name}>{name}</code> {fields.length > 0 && <code>{fields.join(', ')}</code>}{' '}
              {sentence(text)}
            </span>
          </li>
        ))}
        {follows.map(({ id, name, what, because }) => (
          <li key={`${id} ${what}`}>
            <Icon name={icons[what]} />
            <span>
              <code className={styles.name}>{name}</code> {what} <span className="soft">{because}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const icons = { changes: 'differs', appears: 'check', vanishes: 'dash' } as const satisfies Record<
  PlanReport['follows'][number]['what'],
  IconName
>;

/** One per vCPU says the same. */
function distinct(warnings: PlanReport['warnings']): PlanReport['warnings'] {
  return [...new Map(warnings.map((one) => [JSON.stringify(one), one])).values()];
}
