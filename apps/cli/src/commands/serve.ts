import { once } from 'node:events';
import { runtimeFolder, serve } from '@regscope/server';
import type { Command } from 'commander';
import { files, page, version } from '../places.ts';
import { say } from '../output.ts';

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the dashboard until interrupted')
    .option('--host <address>', 'loopback address to listen on', process.env['REGSCOPE_HOST'] ?? '127.0.0.1')
    .option('--port <number>', 'port to listen on, 0 for any free one', process.env['REGSCOPE_PORT'] ?? '7330')
    .action(async ({ host, port }: { host: string; port: string }, command: Command) => {
      if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
        command.error(`regscope: ${JSON.stringify(port)} is no port number (0 to 65535)`);
      const logLevel = process.env['REGSCOPE_LOG'] ?? 'warn';
      await using serving = await serve({
        host,
        port: Number(port),
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
