/** Words of a rule or of the server as a sentence: they come without a capital and a full stop, to stand anywhere. */
export function sentence(text: string): string {
  // Names keep their own spelling.
  const start = text.startsWith('vCPU') ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
