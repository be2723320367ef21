// What is known of a plan before anything is tried, for the wire.
import { createHash } from 'node:crypto';
import { catalogue } from '@regscope/catalogs';
import {
  followsOf,
  judgePlan,
  mayPlan,
  plannedWrites,
  warningsOf,
  type Permission,
  type Refusal,
  type Warning,
} from '@regscope/checks';
import { wirePlan, type PlanReport } from '@regscope/contract';
import {
  decodeFields,
  decodeId,
  hex,
  isReserved,
  maskOf,
  type FieldRow,
  type Plan,
  type PlannedWrite,
} from '@regscope/registers';
import { identify } from '../catalogued.ts';
import { fieldsIn } from './fields-in.ts';
import type { VmToEdit } from './vm-to-edit.ts';

export function planReport(plan: Plan, vm: VmToEdit): PlanReport {
  const { target, find, probed, snapshot } = vm;
  const refusals = judgePlan(plan, target, find);
  const writes = refusals.length > 0 ? [] : plannedWrites(plan.edits, find);
  // Of the VM alone: who asks may look at a plan that somebody else is to apply.
  const permission = mayPlan(snapshot.vm, 'admin');
  const warnings = warningsOf(writes, find, probed);
  const follows = probed === undefined ? [] : followsOf(writes, probed);
  return {
    plan: planId(plan),
    probed: probed?.where ?? null,
    refusals: [...(permission.ok ? [] : [ofWhole(permission)]), ...refusals.map(wireRefusal)],
    writes: writes.map((write) => wireWrite(write, vm)),
    warnings: warnings.map((warning) => wireWarning(warning, vm)),
    follows: follows.map(({ id, what, by, because }) => ({
      id: hex(id),
      name: identify(id).name,
      what,
      because: `with ${identify(by).name}: ${because}`,
    })),
  };
}

function ofWhole({ code, because }: Exclude<Permission, { ok: true }>): PlanReport['refusals'][number] {
  return { edit: null, id: null, name: null, code, because };
}

/** The same for the same plan, wherever it is made. */
export function planId(plan: Plan): string {
  return createHash('sha256')
    .update(JSON.stringify(wirePlan(plan)))
    .digest('hex')
    .slice(0, 16);
}

function wireRefusal({ edit, id, name, code, because }: Refusal): PlanReport['refusals'][number] {
  return {
    edit,
    id: id === null ? null : hex(id),
    name: name ?? (id === null ? null : identify(id).name),
    code,
    because,
  };
}

function wireWrite(write: PlannedWrite, vm: VmToEdit): PlanReport['writes'][number] {
  const { id, through, seenBy, mask, old, value } = write;
  const { name, class: kind, size } = identify(id);
  return {
    id: hex(id),
    name,
    class: kind,
    size: size ?? 0,
    scope: vm.standingOf(id).scope,
    through,
    seenBy,
    mask: hex(mask),
    old: hex(old),
    new: hex(value),
    fields: changedFields(write, vm),
  };
}

function wireWarning({ write, kind, mask, text }: Warning, { known }: VmToEdit): PlanReport['warnings'][number] {
  const { id, value, through } = write;
  const fields = fieldsIn({ id, value, mask }, known(through));
  return { id: hex(id), name: identify(id).name, fields, kind, mask: hex(mask), text };
}

/** The fields that become others. A write may change which fields there are: then the old names go with the old values. */
function changedFields(
  { id, old, value, through }: PlannedWrite,
  { known }: VmToEdit,
): PlanReport['writes'][number]['fields'] {
  const details = catalogue(decodeId(id).arch).details(id);
  if (details === undefined) return [];
  const around = known(through);
  const rows = (whole: bigint) => decodeFields(details, whole, around);
  const before = new Map(rows(old).map((row) => [place(row), row]));
  return rows(value).flatMap((row) => {
    const was = before.get(place(row));
    if (((old ^ value) & maskOf(row.segs)) === 0n || (isReserved(row.kind) && was?.value === row.value)) return [];
    const { name, msb, lsb } = row;
    return [
      {
        name,
        msb,
        lsb,
        old: hex(was?.value ?? 0n),
        new: hex(row.value),
        oldMeaning: was?.meaning ?? '',
        newMeaning: row.meaning,
      },
    ];
  });
}

function place({ name, msb, lsb }: FieldRow): string {
  return `${name} ${msb}:${lsb}`;
}
