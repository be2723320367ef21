/** What /proc/PID/stat tells of a process or thread (Documentation/filesystems/proc.rst, table 1-4). */
export type ProcStat = {
  pid: number;
  comm: string;
  parent: number;
  isKernelThread: boolean;
  isDead: boolean;
  threads: number;
  /** Since boot, in clock ticks: with the pid it names a process for ever. */
  startTicks: bigint;
  /** Spent in a guest, in clock ticks. */
  guestTicks: bigint;
};

/** Undefined for text that is no such line. The name stands in parentheses and may hold any of them itself. */
export function parseStat(text: string): ProcStat | undefined {
  const [opens, closes] = [text.indexOf(' ('), text.lastIndexOf(') ')];
  if (opens < 0 || closes < opens) return undefined;
  const pid = text.slice(0, opens);
  const fields = text
    .slice(closes + 2)
    .trim()
    .split(' ');
  const numbers = [pid, ...fields.slice(1)];
  if (numbers.length < NEEDED || !numbers.every((field) => /^-?\d{1,20}$/.test(field))) return undefined;
  const at = (field: number): string => fields[field - FIRST] ?? '0';
  return {
    pid: Number(pid),
    comm: text.slice(opens + 2, closes),
    parent: Number(at(4)),
    isKernelThread: (BigInt(at(9)) & PF_KTHREAD) !== 0n,
    isDead: 'ZXx'.includes(at(3)),
    threads: Number(at(20)),
    startTicks: BigInt(at(22)),
    guestTicks: BigInt(at(43)),
  };
}

/** The field that comes first after the name, as proc.rst counts. */
const FIRST = 3;
/** Up to the start time, of the fields that are numbers. */
const NEEDED = 21;
/** include/linux/sched.h, 6.18 */
const PF_KTHREAD = 0x0020_0000n;
