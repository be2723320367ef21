import type { AuditAccess, Who } from '@regscope/contract';
import type { FastifyRequest } from 'fastify';
import type { AuditLog } from './audit/audit-log.ts';

/** Writes down who came and went. A log that cannot be written must not keep an admin from signing in to mend it. */
export async function recordAccess(
  request: FastifyRequest,
  audit: AuditLog,
  entry: Omit<AuditAccess, 'kind'>,
): Promise<void> {
  await audit.access({ kind: 'access', ...entry }).catch((error: unknown) => request.log.error(error));
}

export async function recordRefusal(request: FastifyRequest, audit: AuditLog, about: string): Promise<void> {
  return recordAccess(request, audit, { who: request.who, what: 'refused', about });
}

/** Somebody of whom nothing is known. */
export const stranger: Who = { kind: 'session', name: 'stranger', role: 'viewer' };
