import { RegscopeError, type AuditAttempt } from '@regscope/contract';
import { parseHex, registerId, type Edit, type Plan } from '@regscope/registers';
import type { AuditLog } from '../audit/audit-log.ts';
import type { VmToEdit } from './vm-to-edit.ts';

/** The inverse of what an attempt applied to this very VM. Throws a RegscopeError of code NO_SUCH_ATTEMPT. */
export async function planThatUndoes(audit: AuditLog, { target }: VmToEdit, attempt: string): Promise<Plan> {
  const found = await audit.find(attempt);
  const none = (because: string) =>
    new RegscopeError('NO_SUCH_ATTEMPT', `attempt ${attempt} cannot be taken back: ${because}`, { attempt });
  if (found === undefined) throw none('the audit log does not have it');
  if (found.action === 'try' || found.result?.outcome !== 'applied') throw none('it was not applied');
  if (found.host !== target.host || found.vm !== target.vm || found.createdAt !== target.createdAt)
    throw none(`it was made to ${found.host}/${found.vm} of ${found.createdAt}`);
  return { target, edits: found.writes.map(editThatUndoes).toReversed() };
}

function editThatUndoes({ id, vcpu, shared, mask, old, new: now }: AuditAttempt['writes'][number]): Edit {
  const bits = valueOf(mask);
  return {
    id: registerId(valueOf(id)),
    vcpu: shared ? null : vcpu,
    mask: bits,
    from: valueOf(now) & bits,
    to: valueOf(old) & bits,
  };
}

/** The log's own schema let no other text pass. */
function valueOf(text: string): bigint {
  return parseHex(text) ?? 0n;
}
