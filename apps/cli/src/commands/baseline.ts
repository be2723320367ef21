import { writeFileSync } from 'node:fs';
import {
  baselineFormats,
  MOST_BASELINE_HOSTS,
  RegscopeError,
  type AskBaseline,
  type Baseline,
  type BaselineExport,
  type BaselineFormat,
  type Client,
} from '@regscope/contract';
import type { Command } from 'commander';
import { baselineText } from '../baseline-text.ts';
import { connect } from '../connect.ts';
import { answerWith, say, type JsonOption } from '../output.ts';
import { isFile, readFileBytes } from '../read-file.ts';
import { untilInterrupted } from '../source.ts';
import { withProgress } from '../with-progress.ts';

type Options = JsonOption & { try?: true; features?: string; export?: string; for?: string; output?: string };

export function baselineCommand(program: Command): void {
  program
    .command('baseline')
    .description(
      'the largest set of register values that all hosts take, and which host costs what; status 1 when some block',
    )
    .argument('<hosts...>', 'recorded hosts as "regscope captures" lists them (also HOST/VM of one), or files')
    .option(
      '--features <names>',
      'what VMs are made with, such as psci,pmu,gicv3; left out: the usual ones that all offer',
    )
    .option('--export <format>', `write it as ${baselineFormats.join(', ')}`)
    .option('--for <host>', 'with --export plan: the host that the plan is for; left out: the first')
    .option('-o, --output <file>', 'with --export: the file to write; one that is there already is not written over')
    .option('--try', 'also try it on the lab hosts that the recordings are of, which are started')
    .option('--json', 'one JSON document')
    .action(async (hosts: string[], options: Options) => {
      const format = formatOf(options);
      const asked = askedOf(hosts, options);
      await using connected = await connect();
      const { client } = connected;
      const made = await withProgress(
        client,
        options.try === true ? untilInterrupted(client.tryBaseline(asked)) : client.baseline(asked),
      );
      if (format === undefined) answerWith(made, options, baselineText);
      else await writeOut(client, { ...asked, format }, options);
      if (isBlocked(made)) process.exitCode = 1;
    });
}

async function writeOut(
  client: Client,
  what: AskBaseline & { format: BaselineFormat },
  options: Options,
): Promise<void> {
  const host = options.for === undefined ? {} : { host: options.for };
  const exported = await client.exportBaseline({ ...what, ...host });
  for (const note of exported.notes) say(`note: ${note}`);
  if (options.output !== undefined) keep(options.output, exported.text);
  const answer = options.output === undefined ? exported : { ...exported, file: options.output };
  answerWith(answer, options, ({ text, file }: BaselineExport) =>
    options.output === undefined
      ? text.trimEnd()
      : `${file}: ${what.format} of a baseline of ${what.hosts.length} hosts`,
  );
}

function formatOf({ export: format, for: host, output }: Options): BaselineFormat | undefined {
  if (format === undefined) {
    if (output !== undefined) throw refusal('-o goes with --export FORMAT');
    if (host !== undefined) throw refusal('--for goes with --export plan');
    return undefined;
  }
  const found = baselineFormats.find((one) => one === format);
  if (found === undefined) throw refusal(`${JSON.stringify(format)} is no format: ${baselineFormats.join(', ')}`);
  if (host !== undefined && found !== 'plan') throw refusal('--for goes with --export plan');
  return found;
}

function askedOf(hosts: readonly string[], { features }: Options): AskBaseline {
  if (hosts.length > MOST_BASELINE_HOSTS)
    throw refusal(`a baseline is of at most ${MOST_BASELINE_HOSTS} hosts, not ${hosts.length}`);
  const names = features?.split(',').filter((name) => name !== '');
  return { hosts: hosts.map(hostOf), ...(names === undefined ? {} : { features: names }) };
}

function hostOf(text: string): AskBaseline['hosts'][number] {
  if (isFile(text)) return { file: text, base64: Buffer.from(readFileBytes(text)).toString('base64') };
  const [host = '', vm, ...more] = text.split('/');
  if (vm === undefined) return text;
  if (more.length > 0 || vm === '' || vm.startsWith('new'))
    throw refusal(`${JSON.stringify(text)} is no host: give the name of a recorded host, HOST/VM of one, or a file`);
  return { host, vm };
}

function isBlocked({ blocking, hosts }: Baseline): boolean {
  return (
    blocking.length > 0 || hosts.some(({ unknown, tried }) => unknown !== null || (tried?.refused.length ?? 0) > 0)
  );
}

function refusal(because: string): RegscopeError {
  return new RegscopeError('BAD_REQUEST', because, {});
}

function keep(file: string, content: string): void {
  try {
    writeFileSync(file, content, { flag: 'wx' });
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const because = isTaken ? `${file} is there already` : error instanceof Error ? error.message : String(error);
    throw new RegscopeError('BAD_REQUEST', `the baseline was not written to a file: ${because}`, { file });
  }
}
