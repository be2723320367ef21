import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, table, type JsonOption } from '../output.ts';

export function hostsCommand(program: Command): void {
  program
    .command('hosts')
    .description('the hosts that regscope reaches, and why not the others')
    .option('--json', 'one JSON document')
    .action(async (options: JsonOption) => {
      await using connected = await connect();
      answerWith(await connected.client.hosts(), options, (hosts) =>
        table(
          ['host', 'kind', 'architecture', 'kernel', 'cpu', 'state', 'because'],
          hosts.map(({ name, kind, arch, kernel, cpu, state, because }) => [
            name,
            kind,
            arch,
            kernel ?? '?',
            cpu ?? '?',
            state,
            because,
          ]),
        ),
      );
    });
}
