/** Moves the keyboard to the row of a field. */
export function focusField(key: string | undefined): void {
  if (key === undefined) return;
  document.querySelector<HTMLElement>(`tr[data-field="${CSS.escape(key)}"]`)?.focus();
}
