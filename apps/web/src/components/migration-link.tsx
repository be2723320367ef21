import type { Vmm } from '@regscope/contract';
import type { ReactNode } from 'react';
import { addressText, type VmAddress } from '../api/vm-address.ts';

type MigrationLinkProps = { from: VmAddress; to: string; vmm: Vmm; children: ReactNode };

/** To what would become of a whole VM on a recorded host, forward and back. */
export function MigrationLink({ from, to, vmm, children }: MigrationLinkProps) {
  return <a href={migrationHref({ from, to, vmm })}>{children}</a>;
}

function migrationHref({ from, to, vmm }: Omit<MigrationLinkProps, 'children'>): string {
  const rules = vmm === 'kvm' ? '' : `&vmm=${vmm}`;
  return `/migration?from=${nameText(addressText(from))}&to=${nameText(`${to}/1`)}${rules}`;
}

/** Names stay readable in an address. */
function nameText(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%3A', ':');
}
