import type { PlanReach } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import type { VmAddress } from '../../../api/queries.ts';
import { readVmSearch } from '../vm-search.ts';
import styles from './tray.module.css';

type Host = PlanReach['hosts'][number];
type ReasonsProps = { host: Host; address: VmAddress };

/** What a host refuses of the VM; each leads to the register, where it can be changed. */
export function Reasons({ host: { because, refused }, address }: ReasonsProps) {
  const [first, rest] = [refused.slice(0, FEW), refused.slice(FEW)];
  return (
    <span className="soft">
      {because}
      {first.map((one) => (
        <Reason key={`${one.name} ${one.because}`} of={one} address={address} />
      ))}
      {rest.length > 0 && (
        <details className={styles.more}>
          <summary>{rest.length} more</summary>
          {rest.map((one) => (
            <Reason key={`${one.name} ${one.because}`} of={one} address={address} />
          ))}
        </details>
      )}
    </span>
  );
}

const FEW = 3;

function Reason({ of: { id, name, because }, address }: { of: Host['refused'][number]; address: VmAddress }) {
  return (
    <span className={styles.reason}>
      <Link
        to="/hosts/$host/vms/$vm"
        params={address}
        search={(now) => ({ ...readVmSearch(now), reg: id })}
        className="mono"
      >
        {name}
      </Link>{' '}
      {because}
    </span>
  );
}
