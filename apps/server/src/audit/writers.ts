// Which process makes an attempt, and whether it still runs: of one that ended, nobody will ever tell the result.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const here = new Set<string>();

/** Pid, start and boot name a process for good; the rest names one log that it opened. */
export function newWriter(): string {
  const writer = `${process.pid} ${startOf(process.pid)} ${bootId()} ${randomBytes(6).toString('hex')}`;
  here.add(writer);
  return writer;
}

export function endWriter(writer: string): void {
  here.delete(writer);
}

export function isWriting(writer: string): boolean {
  const [pid = '', start, boot] = writer.split(' ');
  if (boot !== bootId() || startOf(Number(pid)) !== start) return false;
  return Number(pid) !== process.pid || here.has(writer);
}

/** In clock ticks since boot (proc(5), stat, field 22); a zombie has ended. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? 'unknown');
  } catch {
    return 'ended';
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
