import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RegscopeError } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { withSource } from '../source.ts';
import { withProgress } from '../with-progress.ts';

type Options = JsonOption & { output: string; probe?: boolean };

export function captureCommand(program: Command): void {
  program
    .command('capture')
    .description('everything that can be seen of a VM, in a file')
    .argument(
      '<source>',
      'HOST/VM; HOST/PID-FD?attach for a VM of another process; or HOST/new for a VM made for this command',
    )
    .requiredOption('-o, --output <file>', 'the file to write; one that is there already is not written over')
    .option('--probe', 'also find out, on VMs of its own, what such a VM takes: one to five minutes in the lab')
    .option('--json', 'one JSON document')
    .action(async (source: string, { output, probe = false, ...options }: Options) => {
      mustBeFree(output);
      await using connected = await connect();
      const { client } = connected;
      const capture = await withProgress(
        client,
        withSource(client, source, ({ host, vm }) => client.takeCapture(host, vm, { probe })),
      );
      keep(output, capture);
      const { registers: rows, vm }: { registers: unknown[]; vm: { vcpus: number } } = JSON.parse(capture);
      const answer = { file: output, registers: rows.length, vcpus: vm.vcpus };
      answerWith(answer, options, ({ file, registers, vcpus }) => `${file}: ${registers} registers of ${vcpus} vCPUs`);
    });
}

/** Before the minutes that a probe takes, not after them. */
function mustBeFree(file: string): void {
  if (existsSync(file))
    throw new RegscopeError('BAD_REQUEST', `the capture cannot be written: ${file} is there already`, { file });
  if (!existsSync(dirname(file)))
    throw new RegscopeError('BAD_REQUEST', `the capture cannot be written: there is no folder ${dirname(file)}`, {
      file,
    });
}

/** Whole or not at all, and never over another file. */
function keep(file: string, content: string): void {
  const draft = `${file}.${process.pid}.part`;
  try {
    writeFileSync(draft, content, { flag: 'wx' });
    linkSync(draft, file);
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const because = taken ? `${file} is there already` : error instanceof Error ? error.message : String(error);
    throw new RegscopeError('BAD_REQUEST', `the capture cannot be written: ${because}`, { file });
  } finally {
    rmSync(draft, { force: true });
  }
}
