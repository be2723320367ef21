import { RegscopeError } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { roleOf } from '../role-option.ts';

type Options = JsonOption & { role?: string; name?: string };

export function signInCommand(program: Command): void {
  program
    .command('sign-in')
    .description('a new sign-in link of the running server; it works once, for ten minutes')
    .option('--role <role>', 'viewer, editor or admin: what whoever opens it may do; left out: admin')
    .option('--name <name>', 'for whom it is, as the audit log will say; left out: you')
    .option('--json', 'one JSON document')
    .action(async ({ role, name, ...options }: Options) => {
      const whom = { ...(role === undefined ? {} : { role: roleOf(role) }), ...(name === undefined ? {} : { name }) };
      await using connected = await connect();
      if (!connected.throughServer)
        throw new RegscopeError(
          'HOST_UNAVAILABLE',
          'no regscope server runs for this user; npm start starts one and prints a link',
        );
      answerWith(await connected.client.signInLink(whom), options, ({ url }) => url);
    });
}
