import type { RoundTripAnswer } from '@regscope/contract';
import type { Command } from 'commander';
import { checkText } from '../check-text.ts';
import { connect } from '../connect.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { restorerOf } from '../restorer-option.ts';
import { mustBeSource, withSide } from '../source.ts';
import { withProgress } from '../with-progress.ts';

type Options = JsonOption & { from: string; to: string; vmm: string };

export function checkCommand(program: Command): void {
  program
    .command('check')
    .description(
      'whether the registers of a VM would load on the host of another, and come back, without trying it; status 1 when they would not',
    )
    .requiredOption('--from <source>', 'HOST/VM, HOST/new for a VM made for this command, or a file')
    .requiredOption('--to <source>', 'a VM or recording of the host that it is to go to')
    .option('--vmm <program>', 'by whose rules: kvm, qemu, qemu:10.2, firecracker, cloud-hypervisor', 'kvm')
    .option('--json', 'one JSON document')
    .action(async (options: Options) => {
      const { from, to } = options;
      [from, to].forEach(mustBeSource);
      const how = restorerOf(options.vmm);
      await using connected = await connect();
      const { client } = connected;
      const answer = await withProgress(
        client,
        withSide(client, from, (source) =>
          withSide(client, to, (target) => client.checkVm({ from: source, to: target, ...how })),
        ),
      );
      if (options.json === true) answerWith(documentOf(answer), options, () => '');
      else answerWith(answer, options, checkText);
      if (answer.there.verdict === 'refused' || answer.there.verdict === 'unknown') process.exitCode = 1;
    });
}

/** What is asked first stands at the top. */
function documentOf({ there, ...rest }: RoundTripAnswer) {
  return { verdict: there.verdict, because: there.because, findings: there.findings, ...rest };
}
