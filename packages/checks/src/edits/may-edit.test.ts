import { roles, type Role } from '@regscope/registers';
import { expect, test } from 'vitest';
import { mayEdit, mayPlan, type EditableVm } from './index.ts';

const vms: readonly EditableVm[] = (['owned', 'attached', 'recorded'] as const).flatMap((kind) =>
  (['new', 'started', 'gone', 'unknown'] as const).map((phase) => ({ kind, phase })),
);

test('an editor or admin may edit a VM that never ran, whoever made it, and nobody anything else', () => {
  const allowed = vms.flatMap((vm) =>
    roles.filter((role) => mayEdit(vm, role).ok).map((role) => `${vm.kind} ${vm.phase} ${role}`),
  );
  expect(allowed).toEqual(['owned new editor', 'owned new admin', 'attached new editor', 'attached new admin']);
});

test.each<[EditableVm, Role, string, string]>([
  [{ kind: 'owned', phase: 'started' }, 'admin', 'VM_STARTED', 'first run'],
  [{ kind: 'attached', phase: 'started' }, 'admin', 'VM_STARTED', 'a vCPU has run: registers are changed before'],
  [{ kind: 'attached', phase: 'gone' }, 'admin', 'NO_SUCH_VM', 'gone'],
  [
    { kind: 'attached', phase: 'unknown', phaseBecause: 'debugfs is not mounted' },
    'admin',
    'PHASE_UNKNOWN',
    'nothing tells whether a vCPU has run (debugfs is not mounted): registers are changed before the first run only',
  ],
  [{ kind: 'attached', phase: 'new' }, 'viewer', 'NOT_ALLOWED', 'needs the role editor'],
  [{ kind: 'recorded', phase: 'new' }, 'admin', 'RECORDED', 'evidence'],
  [{ kind: 'owned', phase: 'new' }, 'viewer', 'NOT_ALLOWED', 'needs the role editor; you are viewer'],
])('%o by %s is refused as %s, with the reason', (vm, role, code, words) => {
  expect(mayEdit(vm, role)).toEqual({ ok: false, code, because: expect.stringContaining(words) });
});

test('of a recording everybody may plan what would have to be otherwise; of others, who may edit them', () => {
  for (const vm of vms)
    for (const role of roles) expect(mayPlan(vm, role).ok).toBe(vm.kind === 'recorded' || mayEdit(vm, role).ok);
});
