/** What /proc/PID/status tells: the user, and the process's number in every pid namespace from the outermost that we see to its own. */
export type ProcStatus = { uid: number | null; pids: number[] };

/** `Name:` holds text of the process's choosing, but never a line of its own: the kernel escapes line ends in it (fs/proc/array.c). */
export function parseStatus(text: string): ProcStatus {
  const uid = /^Uid:\s+\d+\s+(\d{1,10})\b/m.exec(text)?.[1];
  const pids = /^NSpid:((?:\s+\d{1,10})+)$/m.exec(text)?.[1] ?? '';
  return { uid: uid === undefined ? null : Number(uid), pids: pids.split(/\s+/).filter(Boolean).map(Number) };
}
