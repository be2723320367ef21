// Registers of VMs of other processes: RS_ATTACH, RS_RUNS and RS_ATTACH_WRITE of native/protocol.h.
import { sizeInBytes, type RegisterId } from '@regscope/registers';
import { u32, u64, type ByteReader } from './bytes.ts';
import { KvmError } from './kvm-error.ts';
import { attachEnds, attachHows } from './protocol.ts';
import { columnsOf, idsOf, status, statusesOf, type Status } from './replies.ts';
import { valueBytes } from './requests.ts';

/** Why an attach ended. `RS_ATTACHED` alone is a yes; native/protocol.h says what each is, and what its `detail` means. */
export type AttachEnd = keyof typeof attachEnds;

/** `detail` of RS_NOT_IN_RUN: where the thread was met, enum place of native/frame.h. */
export const metAt = { IN_KVM_RUN: 0, IN_ENDLESS_WAIT: 1 } as const;

export type AttachTarget = {
  pid: number;
  /** Field 22 of /proc/PID/stat: the pid may be another process's by now. */
  start: bigint;
  /** The thread that runs this vCPU; null: the whole process is stopped, and any thread that waits does the work. */
  tid: number | null;
  /** The vCPU's descriptor in that process. */
  vcpu: number;
  /** Suspends seccomp filters that forbid it. Not safe: if this process is lost in the middle, the filter ends the VMM. */
  despiteFilters: boolean;
};

/** `stops`: how often a thread stood still for it. `longestNs`, `totalNs`: how long. */
type AttachEnded = {
  end: AttachEnd;
  detail: number;
  stops: number;
  tries: number;
  longestNs: bigint;
  totalNs: bigint;
};

export type AttachReading = AttachEnded & {
  listError: Status;
  /** The vCPU lists just the ids that were asked for, in that order. */
  isSameList: boolean;
  ids: RegisterId[];
  statuses: readonly Status[];
  values: readonly bigint[];
};

export type AttachWriting = AttachEnded & { statuses: Status[] };

/** `vcpu`: the descriptor that a thread runs, null where `end` says why it is not known. */
export type ThreadRuns = { end: AttachEnd; vcpu: number | null; detail: number };

/** `ids`: none asks for the vCPU's own list. */
export function attachBody(target: AttachTarget, ids: readonly RegisterId[]): Buffer {
  const listed = ids.length > 0 ? attachHows.RS_HOW_LISTED : 0;
  return Buffer.concat([targetBody(target, listed), u32(ids.length, 0), u64(...ids)]);
}

/** Throws a RangeError for a value that is wider than its register or an id without a size. */
export function attachWriteBody(target: AttachTarget, writes: readonly { id: RegisterId; value: bigint }[]): Buffer {
  const assignments = writes.flatMap((write) => [u64(write.id), valueBytes(write)]);
  return Buffer.concat([targetBody({ ...target, tid: null }, 0), u32(writes.length, 0), ...assignments]);
}

export function runsBody({ pid, start }: Pick<AttachTarget, 'pid' | 'start'>, tids: readonly number[]): Buffer {
  return Buffer.concat([u32(pid, 0), u64(start), u32(tids.length, 0, ...tids)]);
}

function targetBody({ pid, start, tid, vcpu, despiteFilters }: AttachTarget, how: number): Buffer {
  const despite = despiteFilters ? attachHows.RS_HOW_DESPITE_FILTERS : 0;
  return Buffer.concat([u32(pid, tid ?? 0), u64(start), u32(vcpu, how | despite)]);
}

export function attachReply(body: ByteReader): AttachReading {
  const ended = endedOf(body);
  const [listing, same, count] = [body.u32(), body.u32(), body.u32()];
  body.u32();
  const ids = idsOf(body, count);
  const columns = columnsOf(body, { ids, sizes: ids.map((id) => sizeInBytes(id) ?? 0) });
  return { ...ended, listError: status(listing), isSameList: same === 1, ids, ...columns };
}

export function attachWriteReply(body: ByteReader): AttachWriting {
  const ended = endedOf(body);
  const count = body.u32();
  body.u32();
  return { ...ended, statuses: statusesOf(body, count) };
}

export function runsReply(body: ByteReader, count: number): ThreadRuns[] {
  return Array.from({ length: count }, () => {
    const [end, detail] = [endName(body.u32()), body.u32()];
    return { end, detail, vcpu: end === 'RS_ATTACHED' ? detail : null };
  });
}

function endedOf(body: ByteReader): AttachEnded {
  const [end, detail, stops, tries] = [endName(body.u32()), body.u32(), body.u32(), body.u32()];
  return { end, detail, stops, tries, longestNs: body.u64(), totalNs: body.u64() };
}

function endName(code: number): AttachEnd {
  const name = (Object.keys(attachEnds) as AttachEnd[]).find((key) => attachEnds[key] === code);
  if (name === undefined) throw new KvmError({ kind: 'broken', because: `an attach that ended as ${code}` });
  return name;
}
