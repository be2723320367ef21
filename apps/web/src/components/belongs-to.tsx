import type { Vm } from '@regscope/contract';
import { Badge } from '../ui/badge.tsx';

/** Whose VM it is, where it is none of regscope's. */
export function BelongsTo({ vm: { vmm, pid, name = null } }: { vm: Pick<Vm, 'vmm' | 'pid' | 'name'> }) {
  const owner = vmm === 'unknown' ? 'an unknown VMM' : vmm;
  return (
    <Badge tone="calm" icon="machine" title="regscope looks at it, and leaves it alone.">
      belongs to {owner}, pid {pid}
      {name !== null && `, “${name}”`}
    </Badge>
  );
}
