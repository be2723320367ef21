import type { Vmm } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { addressText, type VmAddress } from '../api/vm-address.ts';

type MigrationLinkProps = { from: VmAddress; to: string; vmm: Vmm; children: ReactNode };

/** To what would become of a whole VM on a recorded host, forward and back. */
export function MigrationLink({ from, to, vmm, children }: MigrationLinkProps) {
  const pair = { from: addressText(from), to: `${to}/1` };
  return (
    <Link to="/migration" search={vmm === 'kvm' ? pair : { ...pair, vmm }}>
      {children}
    </Link>
  );
}
