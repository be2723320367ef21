import { RegscopeError, type AuditAttempt } from '@regscope/contract';
import { type Edit, fromHex, idFromHex, inverse, type Plan } from '@regscope/registers';
import type { AuditLog } from '../audit/audit-log.ts';
import type { VmToEdit } from './vm-to-edit.ts';

/** The inverse of what an attempt applied to this very VM. Throws a RegscopeError of code NO_SUCH_ATTEMPT. */
export async function planThatUndoes(audit: AuditLog, { target, snapshot }: VmToEdit, attempt: string): Promise<Plan> {
  const found = await audit.find(attempt);
  const none = (because: string) =>
    new RegscopeError('NO_SUCH_ATTEMPT', `attempt ${attempt} cannot be taken back: ${because}`, { attempt });
  if (found === undefined) throw none('the audit log does not have it');
  if (found.action === 'try' || found.result?.outcome !== 'applied') throw none('it was not applied');
  if (found.host !== target.host || found.vm !== target.vm || found.createdAt !== target.createdAt)
    throw none(`it was made to ${found.host}/${found.vm} of ${found.createdAt}`);
  return inverse({ target, edits: merged(found.writes.map(editOf), snapshot.vm.vcpus) });
}

/** What was the same for every vCPU is one change again; what was no change, as a counter's may be, is none. */
function merged(edits: readonly Edit[], vcpus: number): Edit[] {
  const groups = new Map<string, Edit[]>();
  for (const edit of edits.filter(({ from, to }) => from !== to)) {
    const key = `${edit.id} ${edit.mask} ${edit.from} ${edit.to}`;
    groups.set(key, [...(groups.get(key) ?? []), edit]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first !== undefined && same.length === vcpus ? [{ ...first, vcpu: null }] : same;
  });
}

/** As it was made. */
function editOf({ id, vcpu, shared, mask, old, new: now }: AuditAttempt['writes'][number]): Edit {
  const bits = fromHex(mask);
  return {
    id: idFromHex(id),
    vcpu: shared ? null : vcpu,
    mask: bits,
    from: fromHex(old) & bits,
    to: fromHex(now) & bits,
  };
}
