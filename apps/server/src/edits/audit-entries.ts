// What the audit log has of an edit, as its lines are kept for ever.
import type { AuditAttempt, AuditResult, Who } from '@regscope/contract';
import { hex, type Plan, type PlannedWrite } from '@regscope/registers';
import type { CarriedOut } from '@regscope/sources';
import { identify } from '../catalogued.ts';
import { sentenceOf } from './plan-outcome.ts';
import { planId } from './plan-report.ts';
import type { VmToEdit } from './vm-to-edit.ts';

export type Work = Pick<AuditAttempt, 'action' | 'undoes'>;
type Attempt = { attempt: string; plan: Plan; writes: readonly PlannedWrite[]; work: Work };

export function attemptEntry(who: Who, { target }: VmToEdit, { attempt, plan, writes, work }: Attempt): AuditAttempt {
  return {
    kind: 'attempt',
    attempt,
    action: work.action,
    who,
    host: target.host,
    vm: target.vm,
    createdAt: target.createdAt,
    plan: planId(plan),
    undoes: work.undoes,
    writes: writes.map(auditWrite),
  };
}

export function resultEntry(attempt: string, done: CarriedOut): AuditResult {
  const writes = done.writes.map((write) => ({
    ...auditWrite(write),
    stored: write.stored === null ? null : hex(write.stored),
    errno: write.errno,
  }));
  return { kind: 'result', attempt, outcome: done.outcome, message: sentenceOf(done), writes };
}

/** Of an attempt that ended in the middle. */
export function unknownEntry(attempt: string, message: string): AuditResult {
  return { kind: 'result', attempt, outcome: 'unknown', message, writes: [] };
}

function auditWrite({ id, through, seenBy, old, value, mask }: PlannedWrite): AuditAttempt['writes'][number] {
  return {
    id: hex(id),
    name: identify(id).name,
    vcpu: through,
    shared: seenBy === null,
    mask: hex(mask),
    old: hex(old),
    new: hex(value),
  };
}
