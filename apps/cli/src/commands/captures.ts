import type { CaptureList } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, say, table, type JsonOption } from '../output.ts';

export function capturesCommand(program: Command): void {
  program
    .command('captures')
    .description('captures that are kept, and those that ship with regscope: each is a recorded host, NAME/1')
    .option('--json', 'one JSON document')
    .action(async (options: JsonOption) => {
      await using connected = await connect();
      const list = await connected.client.captures();
      for (const { name, because } of list.broken) say(name === null ? because : `${name} cannot be read: ${because}`);
      answerWith(list, options, text);
    });
}

function text({ captures }: CaptureList): string {
  const rows = captures.map(({ name, kind, arch, kernel, cpu, registers, probed, madeAt }) => [
    name,
    kind,
    arch,
    kernel,
    cpu ?? '',
    String(registers),
    probed === 0 ? 'no' : `${probed} shapes`,
    madeAt.slice(0, 10),
  ]);
  return table(['name', 'kind', 'arch', 'kernel', 'cpu', 'registers', 'probed', 'made'], rows);
}
