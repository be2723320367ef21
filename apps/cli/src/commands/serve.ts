import { once } from 'node:events';
import { runtimeFolder, serve } from '@regscope/server';
import type { Command } from 'commander';
import { files, page, version } from '../places.ts';
import { say } from '../output.ts';

type Options = { host: string; port: string; idle: string; tlsCert?: string; tlsKey?: string; behindProxy?: string };

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the dashboard until interrupted')
    .option(
      '--host <address>',
      'address to listen on; one beyond loopback needs TLS or a proxy',
      process.env['REGSCOPE_HOST'] ?? '127.0.0.1',
    )
    .option('--port <number>', 'port to listen on, 0 for any free one', process.env['REGSCOPE_PORT'] ?? '7330')
    .option('--idle <minutes>', 'end sessions that nobody uses for so long; 0: never', '480')
    .option('--tls-cert <file>', 'certificate with its chain, PEM: then regscope speaks HTTPS')
    .option('--tls-key <file>', 'its key, PEM')
    .option('--behind-proxy <url>', 'https://NAME by which people reach a proxy that ends TLS before regscope')
    .action(async ({ port, idle, ...binding }: Options, command: Command) => {
      if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
        command.error(`regscope: ${JSON.stringify(port)} is no port number (0 to 65535)`);
      if (!/^\d{1,6}$/.test(idle)) command.error(`regscope: ${JSON.stringify(idle)} is no number of minutes`);
      const logLevel = process.env['REGSCOPE_LOG'] ?? 'warn';
      await using serving = await serve({
        ...binding,
        port: Number(port),
        idleMinutes: Number(idle),
        files,
        page,
        runtime: runtimeFolder(process.env),
        version,
        logLevel,
      });
      say(`regscope listens on ${serving.url}`);
      say('Open this link to sign in; it works once:\n');
      process.stdout.write(`  ${serving.signInLink}\n\n`);
      for (const problem of serving.problems) say(problem);
      say('A further link: npm run -s regscope -- sign-in. Ctrl-C ends regscope and the VMs it made.');
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      say('\nclosing VMs and hosts');
    });
}
