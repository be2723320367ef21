// The one place that says whether a VM may be edited at all, by whom, and why not. The page's controls, the routes and the command line ask it.
import { lackedRole, type Phase, type Role } from '@regscope/registers';

/** `phaseBecause`: where the phase was seen, or why it is unknown. */
export type EditableVm = { kind: 'owned' | 'attached' | 'recorded'; phase: Phase; phaseBecause?: string | undefined };
export type Permission = { ok: true } | { ok: false; code: PermissionCode; because: string };
export type PermissionCode = 'NOT_ALLOWED' | 'RECORDED' | 'VM_STARTED' | 'PHASE_UNKNOWN' | 'NO_SUCH_VM';

/** `role` is that of whoever asks. The answer is the same for every register of the VM, also for those that the kernel would still let through. */
export function mayEdit(vm: EditableVm, role: Role): Permission {
  if (vm.kind === 'recorded') return no('RECORDED', 'this is a recording: it is evidence, and never changed');
  if (vm.phase === 'gone') return no('NO_SUCH_VM', 'the VM is gone');
  if (vm.phase === 'started') return no('VM_STARTED', `a vCPU has run: ${BEFORE_THE_FIRST_RUN}`);
  if (vm.phase === 'unknown') return no('PHASE_UNKNOWN', `${untold(vm)}: ${BEFORE_THE_FIRST_RUN}`);
  const lacked = lackedRole(role, 'editor');
  return lacked === undefined ? { ok: true } : no('NOT_ALLOWED', `changing registers ${lacked}`);
}

/** Whether changes may be planned, which changes nothing yet. Of a recording anybody may: what would have to be otherwise, to go elsewhere. */
export function mayPlan(vm: EditableVm, role: Role): Permission {
  return vm.kind === 'recorded' ? { ok: true } : mayEdit(vm, role);
}

const BEFORE_THE_FIRST_RUN = 'registers are changed before the first run only';

function untold({ phaseBecause = '' }: EditableVm): string {
  return `nothing tells whether a vCPU has run${phaseBecause === '' ? '' : ` (${phaseBecause})`}`;
}

function no(code: PermissionCode, because: string): Permission {
  return { ok: false, code, because };
}
