import type { RegisterList, RegisterRow } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, table, type JsonOption } from '../output.ts';
import { isFile, readFileBytes } from '../read-file.ts';
import { withSource } from '../source.ts';
import { withProgress } from '../with-progress.ts';

export function listCommand(program: Command): void {
  program
    .command('list')
    .description(
      'every register of a VM: HOST/VM, or HOST/new for a VM made for this command, or a file: a capture, or what another VMM saved',
    )
    .argument('<source>')
    .option('--json', 'one JSON document')
    .action(async (source: string, options: JsonOption) => {
      await using connected = await connect();
      const { client } = connected;
      const list = await withProgress(
        client,
        isFile(source)
          ? client.lookAtCapture(source, readFileBytes(source))
          : withSource(client, source, ({ host, vm }) => client.registers(host, vm)),
      );
      answerWith(list, options, text);
    });
}

function text({ host, vm, kernel, phase, vcpus, registers }: RegisterList): string {
  const rows = registers.map((row) => [
    row.name,
    row.id,
    row.class,
    String(row.size * 8),
    row.scope.kind,
    valueText(row),
  ]);
  return `${host}/${vm}  kernel ${kernel}  ${phase}  ${vcpus} vCPUs  ${registers.length} registers\n\n${table(['name', 'id', 'class', 'bits', 'scope', 'value'], rows)}`;
}

/** One value when all vCPUs agree; else each in turn. */
function valueText({ values, errors }: RegisterRow): string {
  const cells = values.map((value, vcpu) => value ?? errors[vcpu] ?? '?');
  return new Set(cells).size === 1 ? (cells[0] ?? '') : cells.map((cell, vcpu) => `${vcpu}:${cell}`).join(' ');
}
