import { RegscopeError } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';

export function signInCommand(program: Command): void {
  program
    .command('sign-in')
    .description('a new sign-in link of the running server; it works once, for ten minutes')
    .option('--json', 'one JSON document')
    .action(async (options: JsonOption) => {
      await using connected = await connect();
      if (!connected.throughServer)
        throw new RegscopeError(
          'HOST_UNAVAILABLE',
          'no regscope server runs for this user; npm start starts one and prints a link',
        );
      answerWith(await connected.client.signInLink(), options, ({ url }) => url);
    });
}
