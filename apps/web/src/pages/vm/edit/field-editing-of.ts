import { stageBits, type EditedRegister } from '@regscope/checks/edits';
import { deposit, maskOf, type FieldRow } from '@regscope/registers';
import type { FieldEditing } from '../../../components/field-editing.ts';
import { keyOf } from '../../../components/field-bits.ts';
import { dropBits, stageWhole } from './change-plan.ts';
import type { Staging } from './staging.ts';

type Sources = {
  staging: Staging;
  at: { register: EditedRegister; vcpu: number | null };
  /** The fields of what is held now, and those of what is staged, which stand in the grid. */
  held: readonly FieldRow[];
  rows: readonly FieldRow[];
  staged: bigint;
  reasonId: string;
};

/** How one register is changed in the panel: field by field, or all of it at once. */
export function fieldEditing({ staging, at, held, rows, staged, reasonId }: Sources) {
  const before = new Map(held.map((row) => [keyOf(row), row]));
  const { because, change } = staging;
  const editing: FieldEditing & { onStageWhole: (to: bigint) => void } = {
    because,
    reasonId,
    heldOf: (row) => {
      const old = before.get(keyOf(row));
      return old === undefined || old.value === row.value ? undefined : old;
    },
    onStage: ({ segs }, bits) =>
      change((edits) => stageBits(edits, { ...at, mask: maskOf(segs), to: deposit(bits, segs) })),
    onDrop: ({ segs }) => change((edits) => dropBits(edits, { ...at, mask: maskOf(segs) })),
    onStageWhole: (to) => change((edits) => stageWhole(edits, { at, was: staged, to, fields: rows })),
  };
  return editing;
}
