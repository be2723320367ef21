// What is known of a plan before anything is tried, for the wire.
import { createHash } from 'node:crypto';
import { catalogue } from '@regscope/catalogs';
import { followsOf, judgePlan, plannedWrites, warningsOf, type Refusal, type Warning } from '@regscope/checks';
import { wirePlan, type PlanReport } from '@regscope/contract';
import {
  decodeFields,
  decodeId,
  hex,
  isReserved,
  knownOf,
  maskOf,
  type FieldRow,
  type Plan,
  type PlannedWrite,
} from '@regscope/registers';
import { identify } from '../catalogued.ts';
import { readOf } from '../vm-values.ts';
import { standing } from '../standing.ts';
import { fieldsIn } from './fields-in.ts';
import type { VmToEdit } from './vm-to-edit.ts';

export function planReport(plan: Plan, vm: VmToEdit): PlanReport {
  const { target, find, probed } = vm;
  const refusals = judgePlan(plan, target, find);
  const writes = refusals.length > 0 ? [] : plannedWrites(plan.edits, find);
  const warnings = warningsOf(writes, find, probed);
  const follows = probed === undefined ? [] : followsOf(writes, probed);
  return {
    plan: planId(plan),
    refusals: refusals.map(wireRefusal),
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
    scope: standing(vm.probed)(id).scope,
    through,
    seenBy,
    mask: hex(mask),
    old: hex(old),
    new: hex(value),
    fields: changedFields(write, vm),
  };
}

function wireWarning({ write, kind, mask, text }: Warning, { snapshot }: VmToEdit): PlanReport['warnings'][number] {
  const { id, value, through } = write;
  const fields = fieldsIn({ id, value, mask }, readOf(snapshot, through));
  return { id: hex(id), name: identify(id).name, fields, kind, mask: hex(mask), text };
}

/** The fields that become others. A write may change which fields there are: then the old names go with the old values. */
function changedFields(
  { id, old, value, through }: PlannedWrite,
  { snapshot }: VmToEdit,
): PlanReport['writes'][number]['fields'] {
  const known = catalogue(decodeId(id).arch);
  const details = known.details(id);
  if (details === undefined) return [];
  const around = knownOf(known, readOf(snapshot, through));
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
