import type { Baseline } from '@regscope/contract';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { withFeatures, type BaselineSearch } from './baseline-search.ts';
import frames from '../../ui/frames.module.css';
import styles from './baseline.module.css';

type SummaryProps = { made: Baseline; search: BaselineSearch; onChange: (next: BaselineSearch) => void };

/** What VMs would have, in one line, and the features that they are made with. */
export function Summary({ made, search, onChange }: SummaryProps) {
  const { kept, cost, features, offered } = made;
  const left = made.lacking.filter(({ gone }) => !gone);
  const toggle = (name: string) =>
    onChange(
      withFeatures(search, features.includes(name) ? features.filter((one) => one !== name) : [...features, name]),
    );
  return (
    <div>
      <p className={styles.verdict} role="status">
        <b className={isBlocked(made) ? styles.bad : styles.good}>{verdict(made)}</b> {kept.length} features stay,{' '}
        {cost.length === 0 ? 'none is lost' : `${cost.length} ${cost.length === 1 ? 'is' : 'are'} lost`}
        {left.length > 0 && `; ${left.length} ${left.length === 1 ? 'register' : 'registers'} to be hidden by the VMM`}
      </p>
      <div role="group" aria-label="VMs are made with" className={styles.features}>
        <span aria-hidden="true">VMs with</span>
        {[...features, ...offered].map((name) => (
          <ToggleChip
            key={name}
            pressed={features.includes(name)}
            title={features.includes(name) ? 'VMs are made with it' : 'All of the hosts offer it'}
            onToggle={() => toggle(name)}
          >
            {name}
          </ToggleChip>
        ))}
        {search.features !== undefined && (
          <button
            type="button"
            className={`${frames.quiet} ${styles.quiet}`}
            title="The usual features that all of the hosts offer"
            onClick={() => onChange(withFeatures(search, undefined))}
          >
            usual
          </button>
        )}
      </div>
    </div>
  );
}

function isBlocked({ blocking, hosts }: Baseline): boolean {
  return blocking.length > 0 || hosts.some(({ unknown }) => unknown !== null);
}

function verdict(made: Baseline): string {
  const { length } = made.hosts;
  if (isBlocked(made)) return `No baseline suits all ${length} hosts yet.`;
  return length === 1 ? 'One host, and all that it has.' : `One baseline suits all ${length} hosts.`;
}
