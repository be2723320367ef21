import { roles, type Role } from '@regscope/registers';
import { expect, test } from 'vitest';
import { mayEdit, mayPlan, type EditableVm } from './index.ts';

const vms: readonly EditableVm[] = (['owned', 'attached', 'recorded'] as const).flatMap((kind) =>
  (['new', 'started', 'gone'] as const).map((phase) => ({ kind, phase })),
);

test('an editor or admin may edit an owned VM that never ran, and nobody anything else', () => {
  const allowed = vms.flatMap((vm) =>
    roles

      .filter((role) => mayEdit(vm, role).ok)
      .map((role) => `${vm.kind} ${vm.phase} ${role}`),
  );
  expect(allowed).toEqual(['owned new editor', 'owned new admin']);
});

test.each<[EditableVm, Role, string, string]>([
  [{ kind: 'owned', phase: 'started' }, 'admin', 'VM_STARTED', 'first run'],
  [{ kind: 'recorded', phase: 'new' }, 'admin', 'RECORDED', 'evidence'],
  [{ kind: 'owned', phase: 'new' }, 'viewer', 'NOT_ALLOWED', 'needs the role editor; you are viewer'],
])('%o by %s is refused as %s, with the reason', (vm, role, code, words) => {
  expect(mayEdit(vm, role)).toEqual({ ok: false, code, because: expect.stringContaining(words) });
});

test('of a recording everybody may plan what would have to be otherwise; of others, who may edit them', () => {
  for (const vm of vms)
    for (const role of roles) expect(mayPlan(vm, role).ok).toBe(vm.kind === 'recorded' || mayEdit(vm, role).ok);
});
