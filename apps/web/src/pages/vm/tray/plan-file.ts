import { RegscopeError, wirePlan } from '@regscope/contract';
import type { Plan, PlanTarget } from '@regscope/registers';

/** A thousand changes of the widest registers have less. */
const MOST_BYTES = 4 << 20;

/** The plan as the command line reads it. */
export function planFile(plan: Plan): { name: string; text: string } {
  const { host, vm } = plan.target;
  return {
    name: `plan-${host.replaceAll(/[^\w.-]+/g, '-')}-${vm}.json`,
    text: `${JSON.stringify(wirePlan(plan), null, 2)}\n`,
  };
}

/** What is in a file, before the server says whether it is a plan. Throws a RegscopeError for what cannot be one. */
export async function readPlanFile(file: File): Promise<unknown> {
  if (file.size > MOST_BYTES) throw noPlan(file, 'it is larger than any plan');
  const text = await file.text().catch(() => {
    throw noPlan(file, 'it cannot be read; is it a folder?');
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw noPlan(file, `it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function noPlan({ name }: File, because: string): RegscopeError {
  return new RegscopeError('BAD_REQUEST', `${name}: ${because}`, { file: name });
}

/** What of the VM that a plan was made for is not so of this one, as a sentence says it; empty for the same VM. */
export function otherTarget(of: PlanTarget, here: PlanTarget): string {
  if (of.host !== here.host || of.vm !== here.vm) return `${of.host}/${of.vm} (Linux ${of.kernel}, ${of.arch})`;
  if (of.createdAt !== here.createdAt) return `an earlier VM of the name ${of.vm}, made at ${of.createdAt}`;
  if (of.kernel !== here.kernel) return `Linux ${of.kernel}, while this host runs ${here.kernel}`;
  return of.arch === here.arch ? '' : `${of.arch}, while this VM is ${here.arch}`;
}
