import { AddToken, NewToken, paths, TokenRow, type AuditAccess } from '@regscope/contract';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { route } from './params.ts';
import { mustNotExceed } from './session.ts';

/** API tokens. What cannot be written down is not done: a token outlives the server. */
export function tokenRoutes(app: App, { tokens, audit, hosts }: Deps): void {
  const admin = { config: { role: 'admin' } } as const;
  const tell = async (entry: Omit<AuditAccess, 'kind'>): Promise<void> => {
    await audit.access({ kind: 'access', ...entry });
    hosts.announce({ what: 'access' });
  };
  const list = { response: { 200: Type.Object({ tokens: Type.Array(TokenRow) }) } };
  app.get(paths.tokens(), { ...admin, schema: list }, async () => ({ tokens: await tokens.list() }));

  const add = { body: AddToken, response: { 200: NewToken } };
  app.post(paths.tokens(), { ...admin, schema: add }, async ({ who, body }, reply) => {
    mustNotExceed(who, body.role);
    const added = await tokens.add(body, who.name);
    const until = added.token.expiresAt === null ? 'without end' : `until ${added.token.expiresAt.slice(0, 10)}`;
    await tell({ who, what: 'token added', about: `${body.name} (${body.role}), ${until}` }).catch(async (error) => {
      await tokens.revoke(body.name);
      throw error;
    });
    void reply.header('cache-control', 'no-store');
    return added;
  });

  const one = { params: Type.Object({ name: Type.String({ maxLength: 120 }) }), response: { 200: TokenRow } };
  app.delete(route(paths.token(':name')), { ...admin, schema: one }, async ({ who, params }) => {
    const revoked = await tokens.revoke(params.name);
    await tell({ who, what: 'token revoked', about: `${revoked.name} (${revoked.role})` });
    return revoked;
  });
}
