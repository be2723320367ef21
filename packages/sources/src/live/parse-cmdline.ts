/** The arguments in /proc/PID/cmdline, as the process wrote them. One that does not end is cut: it may be the end of what was read. */
export function parseCmdline(bytes: Uint8Array): string[] {
  const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes);
  const parts = text.split('\0', MOST_ARGUMENTS + 1);
  return (parts.at(-1) === '' ? parts.slice(0, -1) : parts).slice(0, MOST_ARGUMENTS);
}

const MOST_ARGUMENTS = 4096;
