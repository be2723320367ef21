import { AuditList, AuditQuery, AuditVerdict, paths } from '@regscope/contract';
import type { App, Deps } from '../app.ts';

const MOST = 100;

export function auditRoutes(app: App, { audit }: Deps): void {
  const list = { querystring: AuditQuery, response: { 200: AuditList } };
  app.get(paths.audit(), { schema: list }, async ({ query: { limit, ...filters } }) =>
    audit.list({ ...filters, limit: limit === undefined ? MOST : Number(limit) }),
  );

  app.get(paths.verifyAudit(), { schema: { response: { 200: AuditVerdict } } }, async () => audit.verify());
}
