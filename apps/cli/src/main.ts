// The program `regscope`. Arguments come in, a command is chosen, its answer goes out; nothing is decided here.
import { RegscopeError } from '@regscope/contract';
import { Command, CommanderError } from 'commander';
import { attachCommand } from './commands/attach.ts';
import { auditCommand } from './commands/audit.ts';
import { baselineCommand } from './commands/baseline.ts';
import { captureCommand } from './commands/capture.ts';
import { capturesCommand } from './commands/captures.ts';
import { checkCommand } from './commands/check.ts';
import { compareCommand } from './commands/compare.ts';
import { decodeCommand } from './commands/decode.ts';
import { editCommand } from './commands/edit.ts';
import { featuresCommand } from './commands/features.ts';
import { hostsCommand } from './commands/hosts.ts';
import { labCommand } from './commands/lab.ts';
import { listCommand } from './commands/list.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { signInCommand } from './commands/sign-in.ts';
import { tokenCommand } from './commands/token.ts';
import { tryCommand } from './commands/try.ts';
import { vmsCommand } from './commands/vms.ts';
import { failUsage, failWith } from './output.ts';
import { version } from './places.ts';

const program = new Command('regscope')
  .description('Every ONE_REG register of KVM virtual machines: what it is, whose it is, what may be done to it')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(regscope --help shows what there is)');

for (const add of [
  serveCommand,
  hostsCommand,
  vmsCommand,
  attachCommand,
  listCommand,
  captureCommand,
  capturesCommand,
  showCommand,
  compareCommand,
  checkCommand,
  tryCommand,
  baselineCommand,
  decodeCommand,
  featuresCommand,
  editCommand,
  labCommand,
  signInCommand,
  tokenCommand,
  auditCommand,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  const json = process.argv.includes('--json');
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) failUsage(error.message, json);
  } else failWith(error, json);
  // What was asked of a server is still under way, and ends when nobody waits for it.
  if (error instanceof RegscopeError && error.code === 'INTERRUPTED') process.exit();
}
