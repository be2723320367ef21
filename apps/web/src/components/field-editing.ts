import { fieldChoices, widthOf, type FieldChoice, type FieldRow } from '@regscope/registers';

/** How the fields of a grid are changed. Whoever shows the grid knows what that means. */
export type FieldEditing = {
  /** Why nothing can be changed now; empty when it can. */
  because: string;
  /** The element that says so. */
  reasonId: string;
  /** What the field holds now, while it is to become something else. */
  heldOf: (row: FieldRow) => FieldRow | undefined;
  onStage: (row: FieldRow, bits: bigint) => void;
  onDrop: (row: FieldRow) => void;
};

export type EditorKind = 'switch' | 'choice' | 'text';

export function editorKind(row: FieldRow): EditorKind {
  if (widthOf(row.segs) === 1) return 'switch';
  return fieldChoices(row).length > 1 ? 'choice' : 'text';
}

/** The named values, and the one that the field has though nobody named it. */
export function choicesOf(row: FieldRow): FieldChoice[] {
  const named = fieldChoices(row);
  if (named.some(({ value }) => value === row.value)) return named;
  const own = { value: row.value, meaning: row.meaning };
  return [...named, own].toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

/** Puts the keyboard into the editor of a row; false where it has none. */
export function enterEditor(row: Element): boolean {
  const editor = row.querySelector<HTMLElement>('[data-editor]');
  editor?.focus();
  if (editor instanceof HTMLInputElement && editor.type === 'text') editor.select();
  return editor !== null;
}

/** And back to the row. */
export function leaveEditor(editor: Element): void {
  editor.closest<HTMLElement>('tr')?.focus();
}
