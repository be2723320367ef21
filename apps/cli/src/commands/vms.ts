import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, say, table, type JsonOption } from '../output.ts';

export function vmsCommand(program: Command): void {
  program
    .command('vms')
    .description('the VMs on all hosts')
    .option('--json', 'one JSON document')
    .action(async (options: JsonOption) => {
      await using connected = await connect();
      const vms = await connected.client.vms();
      if (!connected.throughServer)
        say(
          'no regscope server runs, so there are no VMs of its own; "npm start" starts one, HOST/new names a VM made for one command',
        );
      for (const { name, unseen } of await connected.client.hosts()) if (unseen !== '') say(`${name}: ${unseen}`);
      answerWith(vms, options, () =>
        table(
          ['vm', 'kind', 'phase', 'vcpus', 'vmm', 'pid', 'features', 'since'],
          vms.map((vm) => [
            `${vm.host}/${vm.vm}`,
            vm.kind,
            vm.phase,
            String(vm.vcpus ?? 'unknown'),
            vm.name ? `${vm.vmm} ${vm.name}` : vm.vmm,
            String(vm.pid ?? '-'),
            vm.features?.join(' ') ?? 'unknown',
            vm.createdAt,
          ]),
        ),
      );
    });
}
