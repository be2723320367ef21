import type { Vmm } from '@regscope/contract';
import type { VmAddress } from '../../../api/vm-address.ts';
import { MigrationLink } from '../../../components/migration-link.tsx';
import styles from './taken-section.module.css';

/** Recorded hosts, each leading to what would become of the whole VM there. */
export function HostNames({ names, vm, vmm }: { names: readonly string[]; vm: VmAddress; vmm: Vmm }) {
  return (
    <span className={styles.hosts}>
      {names.map((name) => (
        <MigrationLink key={name} from={vm} to={name} vmm={vmm}>
          {name}
        </MigrationLink>
      ))}
    </span>
  );
}
