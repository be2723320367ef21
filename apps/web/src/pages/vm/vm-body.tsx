import type { Vm } from '@regscope/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { VmAddress } from '../../api/queries.ts';
import type { Reading } from '../../api/reading.ts';
import { useStaging, type ChangeEdits } from './edit/staging.ts';
import { RegisterView } from './register-view.tsx';
import type { TableRow } from './row-model.ts';
import { PlanTray } from './tray/plan-tray.tsx';
import { editsIn, readVmSearch, withEdits } from './vm-search.ts';

type VmBodyProps = { vm: Vm; reading: Reading; rows: readonly TableRow[]; address: VmAddress };

/** The registers of a VM, and the plan that changes them. */
export function VmBody({ vm, reading, rows, address }: VmBodyProps) {
  const search = useSearch({ from: '/live/hosts/$host/vms/$vm' });
  const navigate = useNavigate();
  // By what the address is then, not by what was drawn last: two quick changes must not lose the first.
  const change: ChangeEdits = (make, past) =>
    void navigate({
      to: '/hosts/$host/vms/$vm',
      params: address,
      search: (now) => {
        const latest = readVmSearch(now);
        return withEdits(latest, make(editsIn(latest) ?? []));
      },
      replace: past === undefined,
    });
  const staging = useStaging({ vm, reading, search, change });
  const toggle = (tray: 'open' | 'closed') =>
    void navigate({ to: '/hosts/$host/vms/$vm', params: address, search: { ...search, tray }, replace: true });
  return (
    <>
      <RegisterView reading={reading} rows={rows} address={address} kind={vm.kind} staging={staging} />
      <PlanTray list={reading.list} staging={staging} search={search} onToggle={toggle} />
    </>
  );
}
