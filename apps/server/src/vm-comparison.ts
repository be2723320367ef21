// VMs side by side, for the wire.
import { catalogue } from '@regscope/catalogs';
import { bitsBetween, compareStates, type Difference } from '@regscope/checks';
import { RegscopeError, type VmComparison } from '@regscope/contract';
import { decodeFields, decodeId, hex, knownOf, maskOf, type FieldRow } from '@regscope/registers';
import type { Snapshot } from '@regscope/sources';
import { identify } from './catalogued.ts';
import { readOf } from './vm-values.ts';

/** Throws a RegscopeError of code BAD_REQUEST for VMs of different architectures, which share no registers. */
export function vmComparison(sides: readonly Snapshot[], how: 'raw' | 'settled'): VmComparison {
  mustShareArch(sides);
  const { differences, leftOut, same } = compareStates(sides, how);
  return {
    sides: sides.map(({ vm, kernel, cpu, registers }) => ({
      name: nameOf({ vm }),
      arch: vm.arch,
      kernel,
      cpu,
      vcpus: vm.vcpus,
      registers: registers.length,
    })),
    differences: differences.map((one) => wireDifference(one, sides)),
    leftOut: leftOut.map(({ id, because }) => ({ id: hex(id), name: identify(id).name, because })),
    same,
  };
}

function wireDifference(difference: Difference, sides: readonly Snapshot[]): VmComparison['differences'][number] {
  const { id, mask, values } = difference;
  const { name, class: kind } = identify(id);
  return {
    id: hex(id),
    name,
    class: kind,
    what: whatOf(difference),
    mask: hex(mask),
    values: values.map((all) => all?.map((value) => (value === null ? null : hex(value))) ?? null),
    fields: mask === 0n ? [] : fieldsOf(difference, sides),
  };
}

function whatOf({ absent, values: [first, second, ...more] }: Difference): VmComparison['differences'][number]['what'] {
  if (!absent) return 'different';
  if (more.length > 0) return 'partly listed';
  return second === undefined && first !== undefined ? 'lost' : 'gained';
}

type Field = VmComparison['differences'][number]['fields'][number];

/** Each field as the first vCPU has it in which the sides differ there. Where layouts are not the same, fields stand beside each other by name. */
function fieldsOf({ id, mask, values }: Difference, sides: readonly Snapshot[]): Field[] {
  const fields = new Map<string, Field>();
  const most = Math.max(0, ...values.map((all) => all?.length ?? 0));
  for (let vcpu = 0; vcpu < most; vcpu++) {
    const here = bitsBetween(values.map((all) => all?.[vcpu])) & mask;
    if (here === 0n) continue;
    for (const [place, field] of fieldsAt({ id, mask: here, values }, sides, vcpu))
      if (!fields.has(place)) fields.set(place, field);
  }
  return [...fields.values()];
}

type Differing = Pick<Difference, 'id' | 'mask' | 'values'>;

function fieldsAt({ id, mask, values }: Differing, sides: readonly Snapshot[], vcpu: number): Map<string, Field> {
  const known = catalogue(decodeId(id).arch);
  const details = known.details(id);
  const decoded = sides.map((side, n) => {
    const value = values[n]?.[vcpu];
    if (details === undefined || value === undefined || value === null) return new Map<string, FieldRow>();
    return new Map(decodeFields(details, value, knownOf(known, readOf(side, vcpu))).map((row) => [placeOf(row), row]));
  });
  const differing = decoded.flatMap((rows) => [...rows].filter(([, { segs }]) => (maskOf(segs) & mask) !== 0n));
  return new Map(
    differing.map(([place, { name, msb, lsb }]) => [
      place,
      {
        name,
        msb,
        lsb,
        values: decoded.map((rows) => valueIn(rows.get(place))),
        meanings: decoded.map((rows) => rows.get(place)?.meaning ?? ''),
      },
    ]),
  );
}

function valueIn(row: FieldRow | undefined): string | null {
  return row === undefined ? null : hex(row.value);
}

function placeOf({ name, msb, lsb }: FieldRow): string {
  return `${name} ${msb}:${lsb}`;
}

function mustShareArch(sides: readonly Snapshot[]): void {
  const [first, ...rest] = sides;
  const other = rest.find(({ vm }) => vm.arch !== first?.vm.arch);
  if (first === undefined || other === undefined) return;
  throw new RegscopeError(
    'BAD_REQUEST',
    `${nameOf(first)} is ${first.vm.arch} and ${nameOf(other)} is ${other.vm.arch}: they share no registers`,
    {},
  );
}

function nameOf({ vm }: Pick<Snapshot, 'vm'>): string {
  return `${vm.host}/${vm.vm}`;
}
