import { RegscopeError, type TokenRow } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, say, table, type JsonOption } from '../output.ts';
import { roleOf } from '../role-option.ts';

type AddOptions = JsonOption & { role: string; days?: string };

export function tokenCommand(program: Command): void {
  const token = program.command('token').description('named API tokens: for scripts, as "Authorization: Bearer TOKEN"');
  token
    .command('add')
    .description('make a token; it is shown once and kept nowhere')
    .argument('<name>', 'whose it is, as the audit log will say')
    .requiredOption('--role <role>', 'viewer, editor or admin')
    .option('--days <number>', 'when it ends; left out: it does not')
    .option('--json', 'one JSON document')
    .action(async (name: string, { role, days, ...options }: AddOptions) => {
      const wanted = { name, role: roleOf(role), ...(days === undefined ? {} : { days: daysOf(days) }) };
      await using connected = await connect();
      const added = await connected.client.addToken(wanted);
      if (options.json === undefined) say('This is shown once:');
      answerWith(added, options, ({ secret }) => secret);
    });

  token
    .command('list')
    .description('the tokens that there are')
    .option('--json', 'one JSON document')
    .action(async (options: JsonOption) => {
      await using connected = await connect();
      answerWith(await connected.client.tokens(), options, tokenTable);
    });

  token
    .command('revoke')
    .description('end a token at once')
    .argument('<name>')
    .option('--json', 'one JSON document')
    .action(async (name: string, options: JsonOption) => {
      await using connected = await connect();
      answerWith(await connected.client.revokeToken(name), options, ({ role }) => `${name} (${role}) is revoked`);
    });
}

function tokenTable(tokens: readonly TokenRow[]): string {
  return table(
    ['name', 'role', 'made', 'by', 'ends', 'last used'],
    tokens.map(({ name, role, createdAt, createdBy, expiresAt, lastUsed }) => [
      name,
      role,
      createdAt.slice(0, 10),
      createdBy,
      expiresAt?.slice(0, 10) ?? 'never',
      lastUsed ?? '-',
    ]),
  );
}

function daysOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(text)} is no number of days (1 to 3660)`, { days: text });
}
