// Whether the changes of a plan fit the VM that they are meant for: the only other place that says no, change by change.
import {
  hex,
  MOST_EDITS,
  nameBits,
  type Edit,
  type Plan,
  type PlanTarget,
  type RegisterId,
  type ScopeKind,
} from '@regscope/registers';

/** A register as an edit needs to know it. `values` has one entry per vCPU, null where it could not be read. */
export type EditedRegister = {
  id: RegisterId;
  name: string;
  bits: number;
  scope: ScopeKind | 'unknown';
  /** Bits that change by themselves: what they were is not asked. */
  moving: bigint;
  values: readonly (bigint | null)[];
};

export type FindRegister = (id: RegisterId) => EditedRegister | undefined;

/** `edit` is the place in the plan; null is the plan as a whole. Of an address that is no register there is no name. */
export type Refusal = {
  edit: number | null;
  id: RegisterId | null;
  name: string | null;
  code: RefusalCode;
  because: string;
};

export type RefusalCode =
  | 'EMPTY_PLAN'
  | 'TOO_MANY'
  | 'OTHER_VM'
  | 'NOT_LISTED'
  | 'UNREADABLE'
  | 'NO_SUCH_VCPU'
  | 'VM_WIDE'
  | 'TOO_WIDE'
  | 'NO_BITS'
  | 'OUTSIDE_MASK'
  | 'NO_CHANGE'
  | 'OVERLAP'
  | 'STALE';

/** Everything that is wrong with a plan; empty when it may be tried and applied. Says nothing of who may, which is `mayEdit`. */
export function judgePlan({ target, edits }: Plan, vm: PlanTarget, find: FindRegister): Refusal[] {
  if (edits.length === 0) return [whole('EMPTY_PLAN', 'the plan changes nothing')];
  if (edits.length > MOST_EDITS)
    return [whole('TOO_MANY', `the plan has ${edits.length} changes; at most ${MOST_EDITS} are made at once`)];
  const other = otherVm(target, vm);
  if (other !== undefined) return [whole('OTHER_VM', other)];
  return [...edits.flatMap((edit, n) => refusalOf(edit, n, find)), ...overlaps(edits, find)];
}

/** What is wrong with one change; undefined when nothing is. */
export function judgeEdit(
  edit: Edit,
  register: EditedRegister | undefined,
): { code: RefusalCode; because: string } | undefined {
  if (register === undefined) return no('NOT_LISTED', 'the VM does not list this register');
  return misshapen(edit, register) ?? misaddressed(edit, register) ?? stale(edit, register);
}

function refusalOf(edit: Edit, n: number, find: FindRegister): Refusal[] {
  const register = find(edit.id);
  const found = judgeEdit(edit, register);
  return found === undefined ? [] : [{ edit: n, id: edit.id, name: register?.name ?? null, ...found }];
}

function misshapen({ mask, from, to }: Edit, { bits }: EditedRegister) {
  const above = (mask | from | to) >> BigInt(bits);
  if (above !== 0n)
    return no('TOO_WIDE', `the register has ${bits} bits; the change also names ${nameBits(above << BigInt(bits))}`);
  if (mask === 0n) return no('NO_BITS', 'the change names no bits');
  if (((from | to) & ~mask) !== 0n) return no('OUTSIDE_MASK', `bits outside of the mask ${hex(mask)} are set`);
  return from === to ? no('NO_CHANGE', 'the bits are to become what they are') : undefined;
}

/** Whether a change can be meant for this vCPU; undefined when it can. */
export function misaddressed({ vcpu }: Pick<Edit, 'vcpu'>, { scope, values }: EditedRegister) {
  if (vcpu === null) return undefined;
  if (vcpu < 0 || vcpu >= values.length)
    return no('NO_SUCH_VCPU', `the VM has vCPUs 0 to ${values.length - 1}, not ${vcpu}`);
  if (scope === 'vm' || scope === 'host')
    return no('VM_WIDE', 'the VM has this register once: it cannot be changed for one vCPU alone');
  return undefined;
}

function stale({ vcpu, mask, from }: Edit, { values, moving }: EditedRegister) {
  for (const [n, value] of values.entries()) {
    if (vcpu !== null && vcpu !== n) continue;
    if (value === null) return no('UNREADABLE', `vCPU ${n} does not tell its value, so it could not be put back`);
    const now = value & mask;
    if (((now ^ from) & ~moving) !== 0n)
      return no('STALE', `vCPU ${n} holds ${hex(now)} in the bits ${hex(mask)}; the plan was made from ${hex(from)}`);
  }
  return undefined;
}

/** Two changes of one bit would leave it to chance which wins. Compared per register, so that a thousand changes stay quick. */
function overlaps(edits: readonly Edit[], find: FindRegister): Refusal[] {
  const earlier = new Map<RegisterId, Edit[]>();
  return edits.flatMap((edit, n) => {
    const others = earlier.get(edit.id) ?? [];
    earlier.set(edit.id, [...others, edit]);
    if (!others.some((other) => meet(edit, other))) return [];
    const because = `another change of the plan sets some of the bits ${hex(edit.mask)} too`;
    return [{ edit: n, id: edit.id, name: find(edit.id)?.name ?? null, code: 'OVERLAP' as const, because }];
  });
}

function meet(a: Edit, b: Edit): boolean {
  return (a.mask & b.mask) !== 0n && (a.vcpu === null || b.vcpu === null || a.vcpu === b.vcpu);
}

function otherVm(of: PlanTarget, vm: PlanTarget): string | undefined {
  if (of.host !== vm.host || of.vm !== vm.vm) return `the plan is for ${of.host}/${of.vm}, not for ${vm.host}/${vm.vm}`;
  if (of.createdAt !== vm.createdAt)
    return `the plan is for a VM made at ${of.createdAt}; this one was made at ${vm.createdAt}`;
  if (of.kernel !== vm.kernel) return `the plan is for Linux ${of.kernel}; this host runs ${vm.kernel}`;
  return of.arch === vm.arch ? undefined : `the plan is for ${of.arch}; the VM is ${vm.arch}`;
}

function no(code: RefusalCode, because: string): { code: RefusalCode; because: string } {
  return { code, because };
}

function whole(code: RefusalCode, because: string): Refusal {
  return { edit: null, id: null, name: null, code, because };
}
