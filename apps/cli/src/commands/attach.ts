import { RegscopeError, type Attachment } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, table, type JsonOption } from '../output.ts';
import { parseSource } from '../source.ts';

export function attachCommand(program: Command): void {
  program
    .command('attach')
    .description(
      "reads the registers of another process's VM, HOST/PID-FD, by its own threads, and tells how long each vCPU stood still",
    )
    .argument('<vm>')
    .option('--despite-filters', "also where the VMM's seccomp filters forbid it; not safe for the VMM")
    .option('--json', 'one JSON document')
    .action(async (text: string, options: JsonOption & { despiteFilters?: true }) => {
      const source = parseSource(text);
      if (!('vm' in source))
        throw new RegscopeError('BAD_REQUEST', `${text} is no VM of another process: HOST/PID-FD`, {});
      await using connected = await connect();
      const how = { despiteFilters: options.despiteFilters === true };
      answerWith(await connected.client.attach(source.host, source.vm, how), options, attachedText);
    });
}

function attachedText({ stops }: Attachment): string {
  const rows = stops.map(({ vcpu, lastUs, medianUs, p99Us, stops: n }) => [
    String(vcpu),
    `${lastUs} us`,
    `${medianUs} us`,
    `${p99Us} us`,
    String(n),
  ]);
  return table(['vcpu', 'stood still', 'median', 'p99', 'of stops'], rows);
}
