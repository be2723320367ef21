import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { readFileBytes } from '../read-file.ts';

export function showCommand(program: Command): void {
  program
    .command('show')
    .description('what a file holds: a capture, or what Firecracker, Cloud Hypervisor, QEMU or libvirt saved')
    .argument('<file>')
    .option('--json', 'one JSON document')
    .action(async (file: string, options: JsonOption) => {
      await using connected = await connect();
      const content = readFileBytes(file);
      if (options.json === true) answerWith(await connected.client.lookAtCapture(file, content), options, () => '');
      else process.stdout.write(await connected.client.showCapture(file, content));
    });
}
