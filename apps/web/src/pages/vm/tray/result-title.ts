import type { Outcome } from '@regscope/contract';
import type { PlanResult } from '../../../api/queries.ts';

/** What was done, or was not: a plan that the kernel refused was not applied. */
export function resultTitle(what: PlanResult['what'], outcome: Outcome): string {
  if (what === 'try') return 'Tried on a scratch VM';
  const deed = what === 'apply' ? 'applied to this VM' : 'taken back';
  if (outcome === 'applied') return what === 'apply' ? 'Applied to this VM' : 'Taken back';
  return outcome === 'refused' || outcome === 'rolled back' ? `Not ${deed}` : `Perhaps ${deed}, in part`;
}
