import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ScopeView } from './scope-view.tsx';
import { planIn } from './scope-search.ts';
import styles from './scope.module.css';

/** Whose the registers of a VM are, at a glance, and what knowing it saves. */
export function ScopePage() {
  const address = useParams({ from: '/live/hosts/$host/vms/$vm/scope' });
  const navigate = useNavigate();
  const vm = useQuery(queries.vm(address));
  const reading = useQuery(queries.registers(address));
  const error = vm.error ?? reading.error;
  const list = reading.data?.list;
  useKeys({
    s: () => void navigate({ to: '/hosts/$host/vms/$vm', params: address, search: planIn }),
    r: () => void reading.refetch(),
  });
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          Scope of{' '}
          <Link to="/hosts/$host/vms/$vm" params={address} search={planIn} className="mono" title="Its registers (s)">
            {address.host}/{address.vm}
          </Link>
        </h1>
        {list !== undefined && (
          <p className="soft">
            <span className="mono">{list.kernel}</span> {list.arch},{' '}
            {list.vcpus === 1 ? '1 vCPU' : `${list.vcpus} vCPUs`}
          </p>
        )}
      </header>
      {error !== null && <ErrorNote error={error} />}
      {error === null && list === undefined && <Progress>Reading the registers…</Progress>}
      {error === null && list !== undefined && vm.data !== undefined && (
        <ScopeView list={list} kind={vm.data.kind} address={address} />
      )}
    </div>
  );
}
