// Work between two entries of the audit log: the attempt before it, what came of it after.
import { RegscopeError, type AuditAttempt, type AuditResult } from '@regscope/contract';
import type { CarriedOut } from '@regscope/sources';
import type { AuditLog } from '../audit/audit-log.ts';
import { resultEntry, unknownEntry } from './audit-entries.ts';

export type Done = CarriedOut & { notes: string[] };

/** Throws a RegscopeError of code AUDIT_FAILED before anything is done. What the work throws goes on, once the log says that nobody knows. */
export async function recorded(audit: AuditLog, attempt: AuditAttempt, work: () => Promise<Done>): Promise<Done> {
  await audit.attempt(attempt);
  const done = await work().catch(async (thrown: unknown) => {
    const message = unknownText(thrown, attempt);
    await record(audit, unknownEntry(attempt.attempt, message));
    if (!(thrown instanceof RegscopeError)) throw thrown;
    throw new RegscopeError(thrown.code, message, { ...thrown.details, attempt: attempt.attempt });
  });
  return { ...done, notes: [...done.notes, ...(await record(audit, resultEntry(attempt.attempt, done)))] };
}

/** Of a trial all that is lost is the scratch VM. */
function unknownText(thrown: unknown, { action }: AuditAttempt): string {
  if (action === 'try') return textOf(thrown);
  return `${textOf(thrown)}; nobody knows which registers were written before, if any: read the VM again`;
}

/** What was done is done, and is told as it is: that the log could not take it is told beside it. */
async function record(audit: AuditLog, result: AuditResult): Promise<string[]> {
  try {
    await audit.result(result);
    return [];
  } catch (error) {
    return [`The result is not in the audit log, which has the attempt alone: ${textOf(error)}.`];
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
