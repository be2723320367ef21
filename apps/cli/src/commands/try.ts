import { vmmNames, type TrialAnswer, type TryState } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { mustBeSource, untilInterrupted, withSide } from '../source.ts';
import { vmmOf } from '../restorer-option.ts';
import { trialText } from '../trial-text.ts';
import { withProgress } from '../with-progress.ts';

type Options = JsonOption & { from: string; to: string; vmm: string; features?: string };

export function tryCommand(program: Command): void {
  program
    .command('try')
    .description(
      'load the registers of a VM into a fresh one on another host, and say what its kernel answered; status 1 when it does not load',
    )
    .requiredOption('--from <source>', 'HOST/VM, HOST/new for a VM made for this command, or a file')
    .requiredOption('--to <host>', 'the host to load it on: local, or a lab host such as lab:6.12:max')
    .option('--vmm <program>', `in whose order the registers are written: ${vmmNames.join(', ')}`, 'kvm')
    .option('--features <names>', 'the vCPU features of the fresh VM, with commas between; else those of the source')
    .option('--json', 'one JSON document')
    .action(async (options: Options) => {
      const { from, to } = options;
      mustBeSource(from);
      const how = { to, vmm: vmmOf(options.vmm), ...featuresOf(options) };
      await using connected = await connect();
      const { client } = connected;
      const tried = await withProgress(
        client,
        withSide(client, from, (side) => untilInterrupted(client.tryState({ from: side, ...how }))),
      );
      if (options.json === true) answerWith(documentOf(tried), options, () => '');
      else answerWith(tried, options, trialText);
      if (!tried.loaded) process.exitCode = 1;
    });
}

function featuresOf({ features }: Options): Pick<TryState, 'features'> {
  return features === undefined ? {} : { features: features.split(',').filter((name) => name !== '') };
}

/** Scripts count on `missing` being ids; the values that those registers keep stand beside it. */
function documentOf({ missing, ...rest }: TrialAnswer) {
  return { ...rest, missing: missing.map(({ id }) => id), defaults: missing };
}
