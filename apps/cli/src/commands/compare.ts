import { MOST_SIDES, RegscopeError, type Client, type SideToCompare } from '@regscope/contract';
import type { Command } from 'commander';
import { compareText } from '../compare-text.ts';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { mustBeSource, withSide } from '../source.ts';
import { withProgress } from '../with-progress.ts';

type Options = JsonOption & { raw?: boolean };

export function compareCommand(program: Command): void {
  program
    .command('compare')
    .description('in which registers VMs differ, field by field; status 1 when they do')
    .argument('<sources...>', 'HOST/VM, HOST/new for a VM made for this command, or files')
    .option('--raw', 'also compare what changes by itself, such as counters')
    .option('--json', 'one JSON document')
    .action(async (sources: string[], { raw = false, ...options }: Options) => {
      mustBeSome(sources);
      await using connected = await connect();
      const { client } = connected;
      const compared = await withProgress(
        client,
        withSides(client, sources, (sides) => client.compare({ sides, raw })),
      );
      answerWith(compared, options, compareText);
      if (compared.differences.length > 0) process.exitCode = 1;
    });
}

/** Before the first VM is made for it. */
function mustBeSome(sources: readonly string[]): void {
  if (sources.length < 2 || sources.length > MOST_SIDES)
    throw new RegscopeError('BAD_REQUEST', `2 to ${MOST_SIDES} sources are compared, not ${sources.length}`, {});
  sources.forEach(mustBeSource);
}

/** VMs that are made for the comparison live until it is done. */
async function withSides<T>(
  client: Client,
  sources: readonly string[],
  use: (sides: SideToCompare[]) => Promise<T>,
): Promise<T> {
  const [first, ...rest] = sources;
  if (first === undefined) return use([]);
  return withSide(client, first, (side) => withSides(client, rest, (sides) => use([side, ...sides])));
}
