import { Link } from '@tanstack/react-router';
import type { VmAddress } from '../../../api/queries.ts';
import { BitStrip } from '../../../components/bit-strip.tsx';
import { formatValue } from '../../../components/format-value.ts';
import { ScopeBadge } from '../../../components/scope-badge.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { readVmSearch } from '../vm-search.ts';
import { writesText, type Grouped, type PlannedWrite } from './group-writes.ts';
import styles from './tray.module.css';

type WriteItemProps = { group: Grouped<PlannedWrite>; vcpus: number; address: VmAddress; onDrop: () => void };

/** One register of the plan: its bits as they will be, the changed ones marked, and its fields from old to new. */
export function WriteItem({ group, vcpus, address, onDrop }: WriteItemProps) {
  const { id, name, size, scope, old, new: to, fields } = group.first;
  const [before, after] = [BigInt(old), BigInt(to)];
  return (
    <li className={styles.write}>
      <p className={styles.writeHead}>
        <Link
          to="/hosts/$host/vms/$vm"
          params={address}
          search={(now) => ({ ...readVmSearch(now), reg: id })}
          replace
          className={styles.name}
        >
          {name}
        </Link>
        <ScopeBadge kind={scope.kind} evidence={scope.evidence} />
        <span className="soft">{writesText(group, vcpus)}</span>
        <button
          type="button"
          className={styles.drop}
          title={`Drop ${name}`}
          aria-label={`Drop ${name}`}
          onClick={onDrop}
        >
          <Icon name="cross" />
        </button>
      </p>
      <p className={styles.digits}>
        <span className="soft">{formatValue(old, { radix: 'hex', bytes: size })}</span> <Icon name="arrow" />
        <span className="hidden-text"> becomes </span> {formatValue(to, { radix: 'hex', bytes: size })}
      </p>
      <div className={styles.picture}>
        <BitStrip value={after} bits={size * 8} marks={before ^ after} label={`New value of ${name}`} />
        <ul className={styles.fields} aria-label={`Fields of ${name} that change`}>
          {fields.map((field) => (
            <li key={`${field.name} ${field.msb}`}>
              <code className={styles.name}>{field.name}</code>{' '}
              <span className="faint">{field.msb === field.lsb ? field.msb : `${field.msb}:${field.lsb}`}</span>{' '}
              <code>{field.old}</code> {field.oldMeaning} <Icon name="arrow" />
              <span className="hidden-text"> becomes </span> <code>{field.new}</code> {field.newMeaning}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
