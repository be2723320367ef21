import type { Vm } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { planIn } from '../scope/scope-search.ts';

/** From a VM's head to what else there is of it. A recording was never changed. */
export function VmLinks({ vm }: { vm: Vm }) {
  return (
    <>
      <Link
        to="/hosts/$host/vms/$vm/scope"
        params={vm}
        search={planIn}
        title="How many registers are VM-wide, and what that saves (s)"
      >
        Scope
      </Link>
      {vm.kind !== 'recorded' && (
        <Link to="/audit" search={{ host: vm.host, vm: vm.vm }} title="Who changed what in this VM">
          Audit<span className="hidden-text"> of this VM</span>
        </Link>
      )}
    </>
  );
}
