/** Words of a rule or of the server as a sentence: they come without a capital and a full stop, to stand anywhere. */
export function sentence(text: string): string {
  const start = isName.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** Names keep their own spelling: that of a vCPU, and whatever has within it what no plain word has. */
const isName = /^(vCPU|\S*([/_\d]|[:.]\S))/;
