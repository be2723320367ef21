import { writeFileSync } from 'node:fs';
import {
  PLAN_FORMAT,
  RegscopeError,
  type Client,
  type PlanOutcome,
  type PlanReach,
  type PlanReport,
  type Vm,
  type WirePlan,
} from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { outcomeText, planText } from '../edit-text.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { readFileBytes } from '../read-file.ts';
import { withSource } from '../source.ts';
import { withProgress } from '../with-progress.ts';

type Options = JsonOption & {
  vcpu?: string;
  plan?: string;
  here?: true;
  output?: string;
  undo?: string;
  dryRun?: true;
  try?: true;
};

/** What `edit` answers; `reach` with --dry-run, `outcome` without. */
type Answer = {
  plan: WirePlan | null;
  report: PlanReport | null;
  reach: PlanReach | null;
  outcome: PlanOutcome | null;
};

export function editCommand(program: Command): void {
  program
    .command('edit')
    .description('change registers of a VM before its vCPUs start: all of the changes, or none')
    .argument('<source>', 'HOST/VM, or HOST/new for a VM made for this command')
    .argument('[changes...]', 'REGISTER.FIELD=VALUE or REGISTER=VALUE; a value is 0x…, 0b… or decimal')
    .option('--vcpu <n>', 'of one vCPU only, for registers that are a vCPU’s')
    .option('--plan <file>', 'the changes of a plan, as the page exports it and -o writes it')
    .option('--here', 'with --plan: also of a plan that was made for another VM; its values are compared all the same')
    .option('-o, --output <file>', 'write the plan to a file')
    .option('--dry-run', 'say what would be done, and who would take the VM then; change nothing')
    .option('--try', 'ask the kernel on a scratch VM of the same shape; change nothing')
    .option('--undo <attempt>', 'take back what an attempt applied, by its name in the audit log')
    .option('--json', 'one JSON document')
    .action(async (source: string, changes: string[], options: Options) => {
      mustBeOne(changes, options);
      await using connected = await connect();
      const { client } = connected;
      const answer = await withProgress(
        client,
        withSource(client, source, (vm) => edit(client, vm, { changes, options })),
      );
      answerWith(answer, options, text);
      if (!isYes(answer)) process.exitCode = 1;
    });
}

type Asked = { changes: readonly string[]; options: Options };

async function edit(client: Client, vm: Vm, { changes, options }: Asked): Promise<Answer> {
  const nothing = { plan: null, report: null, reach: null, outcome: null };
  const at = [vm.host, vm.vm] as const;
  if (options.undo !== undefined) return { ...nothing, outcome: await client.undo(...at, options.undo) };
  const plan = await planOf(client, vm, { changes, options });
  // Before anything is written: what cannot be kept must not look as if nothing had been done.
  if (options.output !== undefined) keep(options.output, plan);
  const report = await client.checkPlan(...at, plan);
  if (options.dryRun === true) return { ...nothing, plan, report, reach: await client.reachOfPlan(...at, plan) };
  const make = options.try === true ? client.tryPlan : client.applyPlan;
  return { ...nothing, plan, report, outcome: await make(...at, plan) };
}

async function planOf(client: Client, vm: Vm, { changes, options }: Asked): Promise<WirePlan> {
  if (options.plan === undefined)
    return client.stagePlan(vm.host, vm.vm, { assignments: [...changes], vcpu: vcpuOf(options.vcpu) });
  const plan = parsePlan(options.plan);
  if (options.here !== true) return plan;
  const { host, vm: name, createdAt, kernel, arch } = await client.registers(vm.host, vm.vm);
  return { ...plan, target: { host, vm: name, createdAt, kernel, arch } };
}

/** The server checks the rest. */
function parsePlan(file: string): WirePlan {
  const content = new TextDecoder().decode(readFileBytes(file));
  try {
    const plan: WirePlan = JSON.parse(content);
    if (plan.format === PLAN_FORMAT) return plan;
  } catch {
    // Said below, as of any other file.
  }
  throw new RegscopeError('BAD_REQUEST', `${file} is no plan of regscope`, { file });
}

function mustBeOne(changes: readonly string[], options: Options): void {
  const { plan, undo, vcpu, here, output, dryRun, try: tries } = options;
  const ways = [changes.length > 0, plan !== undefined, undo !== undefined].filter(Boolean).length;
  if (ways !== 1) refuse('give either changes (REGISTER.FIELD=VALUE), or --plan FILE, or --undo ATTEMPT');
  if (vcpu !== undefined && changes.length === 0)
    refuse('--vcpu goes with changes; a plan says itself which vCPUs it means');
  if (here === true && plan === undefined) refuse('--here goes with --plan FILE');
  if (dryRun === true && tries === true)
    refuse('--dry-run changes nothing and asks no kernel, --try asks it: give one of them');
  if (undo !== undefined && (dryRun ?? tries ?? output) !== undefined)
    refuse('--undo takes back at once what was applied: it goes with neither --dry-run nor --try nor -o');
}

function refuse(because: string): never {
  throw new RegscopeError('BAD_REQUEST', because, {});
}

function vcpuOf(typed: string | undefined): number | null {
  if (typed === undefined) return null;
  if (/^\d{1,3}$/.test(typed) && Number(typed) < 512) return Number(typed);
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(typed)} is no number of a vCPU`, {});
}

function keep(file: string, plan: WirePlan): void {
  try {
    writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const because = isTaken ? `${file} is there already` : error instanceof Error ? error.message : String(error);
    throw new RegscopeError('BAD_REQUEST', `the plan was not written to a file: ${because}`, { file });
  }
}

function isYes({ report, outcome }: Answer): boolean {
  return outcome === null ? report?.refusals.length === 0 : outcome.outcome === 'applied';
}

function text({ report, reach, outcome }: Answer): string {
  return [report === null ? '' : planText(report, reach), outcome === null ? '' : outcomeText(outcome)]
    .filter(Boolean)
    .join('\n\n');
}
