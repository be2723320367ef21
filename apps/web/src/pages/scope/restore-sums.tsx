import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { formatCount } from '../../components/format-value.ts';
import { MOST_VCPUS, planIn, vcpusIn } from './scope-search.ts';
import { restoreCost, type RestoreCost, type ScopeCount } from './scope-sums.ts';
import styles from './scope.module.css';

const USUAL = '64';
const SETTLE_MS = 200;

/** What one write saves over N vCPUs, for this VM's and for as many as somebody asks for. */
export function RestoreSums({ counts, vcpus }: { counts: readonly ScopeCount[]; vcpus: number }) {
  const { n = USUAL } = useSearch({ from: '/live/hosts/$host/vms/$vm/scope' });
  const navigate = useNavigate();
  const error = useId();
  const [typed, setTyped] = useState<string>();
  const keep = useDebouncedCallback((wanted: number) => {
    void navigate({ to: '.', search: (now) => ({ ...planIn(now), n: String(wanted) }), replace: true });
    setTyped(undefined);
  }, SETTLE_MS);
  const asked = vcpusIn(typed ?? n);
  const change = (text: string) => {
    setTyped(text);
    const wanted = vcpusIn(text);
    if (wanted !== undefined) keep(wanted);
  };
  const shown = asked ?? Number(n);
  return (
    <section aria-label="Writing them back">
      <h2>Writing them back</h2>
      <p className={styles.text}>
        {counts.some(({ kernel }) => kernel > 0)
          ? 'This kernel tells a register’s scope to who asks for it: a VMM that does not'
          : 'KVM cannot be asked for a register’s scope: a VMM that does not know it'}{' '}
        writes the VM’s state once per vCPU, each time under the VM’s lock, and the guest stands still meanwhile.
      </p>
      <p className={styles.asked}>
        <label>
          vCPUs{' '}
          <input
            type="number"
            min={1}
            max={MOST_VCPUS}
            value={typed ?? n}
            aria-invalid={asked === undefined}
            aria-describedby={error}
            onChange={(event) => change(event.target.value)}
          />
        </label>
        <input
          type="range"
          aria-label="vCPUs, to slide"
          min={1}
          max={MOST_VCPUS}
          value={shown}
          onChange={(event) => change(event.target.value)}
        />
        <span id={error} role="status" className={styles.problem}>
          {asked === undefined && `1 to ${MOST_VCPUS}`}
        </span>
      </p>
      <table className={styles.table} aria-label="Writes to restore the VM">
        <thead>
          <tr>
            <th scope="col">vCPUs</th>
            <th scope="col">Each through every vCPU</th>
            <th scope="col">VM-wide ones once</th>
            <th scope="col">Fewer writes</th>
            <th scope="col">Saved</th>
          </tr>
        </thead>
        <tbody>
          <CostRow cost={restoreCost(counts, vcpus)} note="this VM" />
          <CostRow cost={restoreCost(counts, shown)} note="" />
        </tbody>
      </table>
      <p className={styles.text}>
        “Once” leaves out what is the host’s; mixed and unknown ones still go through every vCPU. With ever more vCPUs
        the saving nears {formatPercent(limitOf(counts))}.
      </p>
    </section>
  );
}

function CostRow({ cost, note }: { cost: RestoreCost; note: string }) {
  return (
    <tr>
      <th scope="row">
        {formatCount(cost.vcpus)} {note !== '' && <span className="soft">{note}</span>}
      </th>
      <td>{formatCount(cost.unaware)}</td>
      <td>{formatCount(cost.aware)}</td>
      <td className={styles.saved}>{formatCount(cost.saved)}</td>
      <td className={styles.saved}>{formatPercent(cost.percent)}</td>
    </tr>
  );
}

function limitOf(counts: readonly ScopeCount[]): number {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const spared = counts.filter(({ kind }) => kind === 'vm' || kind === 'host');
  return total === 0 ? 0 : (100 * spared.reduce((sum, { count }) => sum + count, 0)) / total;
}

function formatPercent(percent: number): string {
  return `${percent.toFixed(1)} %`;
}
