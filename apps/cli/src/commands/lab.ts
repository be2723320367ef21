import {
  defaultLabHost,
  labHostName,
  labTraits,
  RegscopeError,
  type Host,
  type LabHostParts,
} from '@regscope/contract';
import type { Command } from 'commander';
import { connect, type Connected } from '../connect.ts';
import { answerWith, say, table, type JsonOption } from '../output.ts';
import { withProgress } from '../with-progress.ts';

type LabOptions = JsonOption & LabHostParts & { with?: string[]; vcpus?: string };

const verbs = {
  up: async ({ client }: Connected, options: LabOptions) => {
    const vcpus = options.vcpus === undefined ? undefined : vcpusOf(options.vcpus);
    const host = await withProgress(client, client.startHost(labHostName(options, options.with)));
    if (vcpus !== undefined) await client.createVm(host.name, { vcpus });
    return [host];
  },
  down: async ({ client }: Connected, options: LabOptions) => [
    await client.stopHost(labHostName(options, options.with)),
  ],
  list: async ({ client }: Connected) => (await client.hosts()).filter(({ kind }) => kind === 'lab'),
};

export function labCommand(program: Command): void {
  program
    .command('lab')
    .description('emulated arm64 and riscv64 hosts with a real KVM: start, stop, list')
    .argument('<up|down|list>')
    .option('--kernel <series>', 'series of the Linux kernel', defaultLabHost.kernel)
    .option('--cpu <model>', 'CPU model of QEMU; rv64 is a RISC-V host', defaultLabHost.cpu)
    .option('--with <trait...>', labTraits.map(({ name, title }) => `${name}: ${title}`).join('; '))
    .option(
      '--qemu <which>',
      "'system', or the Debian suite to take QEMU from, such as trixie-backports",
      defaultLabHost.qemu,
    )
    .option('--vcpus <number>', 'with up: make a VM with that many vCPUs there too')
    .option('--json', 'one JSON document')
    .action(async (verb: string, options: LabOptions) => {
      const work = doing(verb);
      await using connected = await connect();
      const hosts = await work(connected, options);
      if (verb === 'up' && !connected.throughServer)
        say('no regscope server runs, so the host is stopped again; it starts by itself when it is needed');
      answerWith(
        hosts.map((host) => labAnswer(host, connected)),
        options,
        (answers) =>
          table(
            ['host', 'kernel', 'cpu', 'state', 'boot'],
            answers.map(({ name, kernel, cpu, state, bootMs }) => [
              name,
              kernel ?? '?',
              cpu ?? '?',
              state,
              bootMs === null ? '-' : `${bootMs} ms`,
            ]),
          ),
      );
    });
}

/** Without a server the host ends with this command, so it is told as stopped. */
function labAnswer({ name, kernel, cpu, state, because, bootMs }: Host, { throughServer }: Connected) {
  return { name, kernel, cpu, state: throughServer || state !== 'ready' ? state : 'stopped', because, bootMs };
}

function doing(verb: string): (connected: Connected, options: LabOptions) => Promise<Host[]> {
  if (Object.hasOwn(verbs, verb)) return verbs[verb as keyof typeof verbs];
  throw new RegscopeError('BAD_REQUEST', `lab does not know ${JSON.stringify(verb)}; it knows up, down and list`);
}

function vcpusOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(text)} is no number of vCPUs`, { vcpus: text });
}
