import type { Vm } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { ActionButton } from '../../../ui/action-button.tsx';
import styles from './taken-section.module.css';

type NobodyToAskProps = { vm: Pick<Vm, 'kind'> & { arch: string }; isChosen: boolean; onProbe: () => void };

/** No recording answers: how to come by one. */
export function NobodyToAsk({ vm: { kind, arch }, isChosen, onProbe }: NobodyToAskProps) {
  if (isChosen) return <p>None of the chosen recordings is a probed {arch} host. Choose others, or all.</p>;
  return (
    <div className={styles.empty}>
      <p>
        There is no recording of a probed {arch} host, and nobody else can tell where a register goes. Probe a host, or
        bring a recording from one: <code>regscope capture HOST/new --probe -o FILE</code> there, and then{' '}
        <Link to="/captures">add the file</Link>.
      </p>
      {kind !== 'recorded' && <ActionButton onClick={onProbe}>Probe this host…</ActionButton>}
    </div>
  );
}
