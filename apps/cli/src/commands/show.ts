import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { readFileText } from '../read-file.ts';

export function showCommand(program: Command): void {
  program
    .command('show')
    .description('what a capture holds')
    .argument('<file>')
    .option('--json', 'one JSON document')
    .action(async (file: string, options: JsonOption) => {
      await using connected = await connect();
      const content = readFileText(file);
      if (options.json === true) answerWith(await connected.client.lookAtCapture(file, content), options, () => '');
      else process.stdout.write(await connected.client.showCapture(file, content));
    });
}
