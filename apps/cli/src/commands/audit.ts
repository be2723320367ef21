import { RegscopeError, type AuditList, type AuditQuery, type AuditVerdict } from '@regscope/contract';
import type { Command } from 'commander';
import { auditText } from '../audit-text.ts';
import { connect } from '../connect.ts';
import { answerWith, say, type JsonOption } from '../output.ts';

type Options = JsonOption & { vm?: string; who?: string; register?: string; before?: string };

export function auditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description('who changed what, newest first; "audit verify" tells whether the log is as it was written')
    .option('--vm <host/vm>', 'of this VM alone')
    .option('--who <name>', 'by this person or token alone')
    .option('--register <name>', 'that wrote this register: its name or id')
    .option('--before <place>', 'the next page: the `next` of the one before')
    .option('--json', 'one JSON document')
    .action(async (options: Options) => {
      const query = queryOf(options);
      await using connected = await connect();
      answerWith(await connected.client.audit(query), options, listText);
    });

  audit
    .command('verify')
    .description('whether every line is there and as it was written: status 0 when it is, 1 when it is not')
    .option('--json', 'one JSON document')
    .action(async (_: JsonOption, command: Command) => {
      await using connected = await connect();
      const verdict = await connected.client.verifyAudit();
      // The option is known to `audit` too, which takes it first.
      answerWith(verdict, command.optsWithGlobals<JsonOption>(), verdictText);
      if (!verdict.whole) process.exitCode = 1;
    });
}

function queryOf({ vm, who, register, before }: Options): AuditQuery {
  const query = { ...(vm === undefined ? {} : addressOf(vm)), who, register, before };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

function addressOf(text: string): { host: string; vm: string } {
  const [, host, vm] = /^([^/]+)\/([^/]+)$/.exec(text) ?? [];
  if (host !== undefined && vm !== undefined) return { host, vm };
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(text)} is no VM: write HOST/VM`, { vm: text });
}

function listText({ rows, next }: AuditList): string {
  if (next !== null) say(`there is more: --before ${next}`);
  return rows.length === 0 ? 'nothing is in the log that fits' : auditText(rows);
}

function verdictText({ whole, entries, files, place, because, head }: AuditVerdict): string {
  if (!whole) return `${place}: ${because}\n${entries} entries before it are whole`;
  const last = head === null ? '' : `\nlast: entry ${head.seq}, ${head.hash}`;
  return `${entries} entries in ${files} files, chain whole${last}`;
}
