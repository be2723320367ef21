import type { Baseline } from '@regscope/contract';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { withFeatures, type BaselineSearch } from './baseline-search.ts';
import { placeName } from './place-name.ts';
import styles from './baseline.module.css';

type BlockingListProps = {
  made: Baseline;
  search: BaselineSearch;
  onChange: (next: BaselineSearch) => void;
  onLeaveOut: (host: string) => void;
};

/** What keeps the hosts from one baseline, who is the reason, and what ends it. Nothing where nothing does. */
export function BlockingList({ made, search, onChange, onLeaveOut }: BlockingListProps) {
  const { blocking, hosts, features } = made;
  const unknown = hosts.filter((host) => host.unknown !== null);
  if (blocking.length + unknown.length === 0) return null;
  const count = blocking.length + unknown.length;
  return (
    <section aria-labelledby="blocks" className={styles.blocking}>
      <div className={styles.blockHead}>
        <h2 id="blocks">
          <Icon name="warning" /> {count === 1 ? 'One thing blocks' : `${count} things block`}
        </h2>
        <Ways
          made={made}
          onLeaveOut={onLeaveOut}
          onWith={(name) => onChange(withFeatures(search, [...features, name]))}
        />
      </div>
      <ul>
        {unknown.map(({ name, unknown: because }) => (
          <li key={name}>
            <span className={styles.place}>{name}</span>
            <span className={styles.why}>{because}</span>
          </li>
        ))}
        {blocking.map((one) => (
          <li key={`${one.id} ${one.msb}`}>
            <span className={styles.place}>{placeName(one.name, one.field)}</span>
            <Values of={one.hosts} because={one.because} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type WaysProps = { made: Baseline; onLeaveOut: (host: string) => void; onWith: (feature: string) => void };

/** What ends most of it, first. */
function Ways({ made: { blocking, hosts }, onLeaveOut, onWith }: WaysProps) {
  const features = tally(blocking.flatMap(({ eased }) => eased));
  const unknown = hosts.flatMap((host) => (host.unknown === null ? [] : [host.name]));
  const without = tally([...unknown, ...blocking.flatMap((one) => one.without)]);
  return (
    <span className={styles.ways}>
      {features.map(([name, ends]) => (
        <ActionButton key={name} title="All of the hosts offer it" onClick={() => onWith(name)}>
          VMs with {name}: ends {ends}
        </ActionButton>
      ))}
      {without.slice(0, MOST_WAYS).map(([name, ends]) => (
        <ActionButton key={name} onClick={() => onLeaveOut(name)}>
          Without {name}: ends {ends}
        </ActionButton>
      ))}
      {features.length + without.length === 0 && <span className="soft">No host alone is the reason.</span>}
    </span>
  );
}

const MOST_WAYS = 6;

function tally(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

type Hosts = Baseline['blocking'][number]['hosts'];

/** Hosts that take the same stand together. */
function Values({ of, because }: { of: Hosts; because: string }) {
  const answersItself = because.startsWith('each host');
  const groups = new Map<string, string[]>();
  for (const { host, own, takes } of of) {
    const text = takes.length <= 1 ? `only ${own}` : takes.length > 8 ? `${takes.length} values` : takes.join(' ');
    groups.set(text, [...(groups.get(text) ?? []), host]);
  }
  return (
    <span className={styles.why}>
      {[...groups].map(([text, names]) => (
        <span key={text} title={names.join(', ')} className={styles.taker}>
          <b>{text}</b>{' '}
          {names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ')}
        </span>
      ))}
      {answersItself && <span className="faint">each host answers for itself, whatever is written</span>}
    </span>
  );
}
