import { useLocalStorage } from '@mantine/hooks';
import type { CaptureSummary } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Icon } from '../../ui/icon.tsx';
import { countByArch } from '../captures/filter-captures.ts';
import { probedText } from '../captures/probed-text.ts';
import { sortCaptures } from '../captures/sort-captures.ts';
import styles from './hosts.module.css';

/** As many fit beside the live hosts without being in the way. */
const QUIET = 6;

type RecordedHostsProps = {
  /** Whether a live host can be used: where none can, the recordings are what there is. */
  live: 'usable' | 'unusable';
};

/** Hosts of which there is a capture: folded where there are many, until somebody says otherwise. */
export function RecordedHosts({ live }: RecordedHostsProps) {
  const { data, error } = useQuery(queries.captures());
  const [stored, store] = useLocalStorage({
    key: 'regscope-recorded-hosts',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  if (data === undefined) return error === null ? null : <ErrorNote error={error} />;
  const { captures } = data;
  const isOpen = stored === '' ? live === 'unusable' || captures.length <= QUIET : stored === 'open';
  return (
    <section aria-labelledby="recorded">
      <div className={styles.headline}>
        <h2 id="recorded" className={styles.heading}>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isOpen}
            onClick={() => store(isOpen ? 'closed' : 'open')}
          >
            <Icon name={isOpen ? 'up' : 'down'} /> Recorded <span>{captures.length}</span>
          </button>
        </h2>
        {!isOpen && <span className="soft">{summary(captures)}</span>}
        <Link to="/captures">All captures</Link>
        <Link to="/timeline">From kernel to kernel</Link>
      </div>
      {isOpen && captures.length > 0 && <RecordedTable captures={sortCaptures(captures, 'name')} />}
      {isOpen && captures.length === 0 && <p className="soft">No capture yet: drop one on the page of captures.</p>}
    </section>
  );
}

function RecordedTable({ captures }: { captures: readonly CaptureSummary[] }) {
  return (
    <table className={`${styles.table} ${styles.compact}`} aria-label="Recorded hosts">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Architecture</th>
          <th scope="col">Kernel</th>
          <th scope="col">CPU</th>
          <th scope="col">Probed</th>
          <th scope="col">Recorded</th>
        </tr>
      </thead>
      <tbody>
        {captures.map(({ name, arch, kernel, cpu, probed, madeAt, host }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              <Link to="/hosts/$host/vms/$vm" params={{ host: name, vm: '1' }}>
                {name}
              </Link>
            </th>
            <td>{arch}</td>
            <td className="mono">{kernel}</td>
            <td className="mono">{cpu ?? '–'}</td>
            <td className={probed === 0 ? 'faint' : ''}>{probedText(probed)}</td>
            <td className={styles.rest}>
              recorded {madeAt.slice(0, 10)} on <span className="mono">{host}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `12 arm64, 1 x86-64`. */
function summary(captures: readonly CaptureSummary[]): string {
  return countByArch(captures)
    .map(([arch, count]) => `${count} ${arch}`)
    .join(', ');
}
