// Says no before anything is recorded or written, with everything that is wrong.
import { mayEdit, type Refusal } from '@regscope/checks';
import { RegscopeError, type Vm, type Who } from '@regscope/contract';
import { nameWithId } from './vm-to-edit.ts';

/** Throws a RegscopeError with the code that `mayEdit` gives. */
export function mustBeAllowed(vm: Vm, who: Who): void {
  const permission = mayEdit(vm, who.role);
  if (permission.ok) return;
  const message = `${vm.host}/${vm.vm} is not changed: ${permission.because}`;
  throw new RegscopeError(permission.code, message, { host: vm.host, vm: vm.vm });
}

/** What went stale is told apart from what was never right: the one is staged again, the other corrected. */
export function mustFit(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  const isStale = refusals.every(({ code }) => code === 'STALE' || code === 'OTHER_VM' || code === 'NOT_LISTED');
  const lines = refusals.map(lineOf);
  throw new RegscopeError(
    isStale ? 'PLAN_STALE' : 'PLAN_REFUSED',
    `nothing was changed: ${lines[0]}${lines.length > 1 ? `, and ${lines.length - 1} more` : ''}`,
    { refusals: lines, codes: [...new Set(refusals.map(({ code }) => code))] },
  );
}

function lineOf({ edit, id, because }: Refusal): string {
  return edit === null || id === null ? because : `${nameWithId(id)}: ${because}`;
}
