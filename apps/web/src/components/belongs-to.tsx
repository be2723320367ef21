import type { Vm } from '@regscope/contract';
import { Badge } from '../ui/badge.tsx';

/** Whose VM it is, where it is none of regscope's. */
export function BelongsTo({ vm: { vmm, pid, name = null } }: { vm: Pick<Vm, 'vmm' | 'pid' | 'name'> }) {
  const owner = vmm === 'unknown' ? 'an unknown VMM' : vmm;
  return (
    <Badge
      tone="calm"
      icon="machine"
      title="regscope did not make it: it is looked at from outside, and read when somebody attaches to it."
    >
      belongs to {owner}, pid {pid}
      {name !== null && `, “${name}”`}
    </Badge>
  );
}
