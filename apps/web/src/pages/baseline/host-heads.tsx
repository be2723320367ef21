import type { Baseline } from '@regscope/contract';
import { sharedStart } from '../../components/shared-start.ts';
import styles from './baseline.module.css';

type HostHeadsProps = {
  made: Baseline;
  looked: string | undefined;
  onLook: (host: string | undefined) => void;
  onLeaveOut: (host: string) => void;
};

/** The hosts, standing on end: as many columns as possible fit. To look at one shows what it costs, a press leaves it out. */
export function HostHeads({ made: { hosts }, looked, onLook, onLeaveOut }: HostHeadsProps) {
  const shared = sharedStart(hosts.map(({ name }) => name));
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.first}>
          Feature or register
        </th>
        <th scope="col" className={styles.value}>
          Baseline
        </th>
        {hosts.map(({ name, kernel, cpu, gains }) => (
          <th key={name} scope="col" aria-label={name} className={name === looked ? styles.lookedHead : ''}>
            <button
              type="button"
              className={styles.head}
              title={`${name}: Linux ${kernel}, ${cpu ?? 'CPU unknown'}. Press to leave it out`}
              onPointerEnter={() => onLook(name)}
              onPointerLeave={() => onLook(undefined)}
              onFocus={() => onLook(name)}
              onBlur={() => onLook(undefined)}
              onClick={() => onLeaveOut(name)}
            >
              <span className="hidden-text">
                Leave out {name}
                {gains.length > 0 && `, +${gains.length}`}
              </span>
              <span className={styles.upright} aria-hidden="true">
                {name.slice(shared)}
              </span>
              <span className={gains.length === 0 ? styles.noGain : styles.gain} aria-hidden="true">
                {gains.length === 0 ? '·' : `+${gains.length}`}
              </span>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}
