/** `2026-11-24 14:02`, in the reader's own time zone: Swedes write dates as they sort. */
export function formatDay(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}
